package dev.runnel.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs events as Standard Webhooks 1.0 says: {@code v1,} and the Base64 of the HMAC-SHA256 of id, seconds and body, with
 * points between them.
 */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    /** Bytes: what the specification asks for. */
    private static final int MIN_KEY = 24;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if the secret is not {@code whsec_} and Base64 of 24 bytes or more */
    Signature(String secret) {
        byte[] bytes =
                Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        if (bytes.length < MIN_KEY) {
            throw new IllegalArgumentException("too short");
        }
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    String of(String id, Instant sent, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signed =
                    mac.doFinal((id + "." + sent.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
