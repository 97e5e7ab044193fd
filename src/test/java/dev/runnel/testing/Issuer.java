package dev.runnel.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who signs tokens (RFC 7519) and publishes the key for them (RFC 7517) beside the running application, whose
 * configuration names it. By hand, so that it can also make what no library lets one make.
 */
public final class Issuer implements QuarkusTestResourceLifecycleManager {

    public static final String NAME = "https://issuer.example";
    public static final String AUDIENCE = "runnel";

    private static final String KEY_ID = "k1";

    private final KeyPair keys = newKeys();
    private boolean isFile;
    private LocalServer server;

    /** {@code keys}: {@code published} unless it is {@code file}, for a PEM file. */
    @Override
    public void init(Map<String, String> arguments) {
        isFile = "file".equals(arguments.get("keys"));
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "mp.jwt.verify.publickey.location", isFile ? file() : publish(),
                "mp.jwt.verify.issuer", NAME,
                "mp.jwt.verify.audiences", AUDIENCE);
    }

    private String publish() {
        server = LocalServer.start("/keys", exchange -> {
            byte[] body = keySet().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return server.url() + "/keys";
    }

    private String file() {
        try {
            Path file = Files.writeString(Files.createTempFile("issuer", ".pem"), publicKey());
            file.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Issuer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** A good token. */
    public String token(String user) {
        return token(claims(user));
    }

    /** What a good token says; to be changed into what a bad one says. */
    public static Map<String, Object> claims(String user) {
        return new HashMap<>(
                Map.of("sub", user, "iss", NAME, "aud", AUDIENCE, "iat", now() - 1000, "exp", now() + 300));
    }

    /** In seconds since 1970, as tokens count. */
    public static long now() {
        return Instant.now().getEpochSecond();
    }

    public String token(Map<String, Object> claims) {
        return token(claims, keys);
    }

    /** Of claims as they are to be written: also such as no library writes. */
    public String tokenOf(String claims) {
        return signed(claims, keys);
    }

    /** Signed by somebody else in this issuer's name. */
    public String forged(String user) {
        return token(claims(user), newKeys());
    }

    /** With {@code "alg":"none"}, which says that it needs no signature. */
    public String unsigned(String user) {
        return encoded(Map.of("alg", "none", "typ", "JWT")) + "." + encoded(claims(user)) + ".";
    }

    /** Signed with the public key as if it were a secret, which a verifier that believes {@code alg} takes for good. */
    public String confused(String user) {
        String content = encoded(Map.of("alg", "HS256", "kid", KEY_ID)) + "." + encoded(claims(user));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
            return content + "." + base64(mac.doFinal(bytes(content)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** In the form of a PEM file. */
    public String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String token(Map<String, Object> claims, KeyPair signer) {
        return signed(Json.write(claims), signer);
    }

    private static String signed(String claims, KeyPair signer) {
        String content = encoded(Map.of("alg", "RS256", "kid", KEY_ID)) + "." + base64(bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update(bytes(content));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\",\"n\":\""
                + base64(unsigned(key.getModulus().toByteArray())) + "\",\"e\":\""
                + base64(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    /** Without the zero that only says that the number is not negative. */
    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String encoded(Map<String, Object> json) {
        return base64(bytes(Json.write(json)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
