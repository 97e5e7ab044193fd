package dev.runnel.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What an OpenID Provider gives for what: a code once for tokens (RFC 7636), a refresh token once for the next one. */
final class OpenIdGrants {

    /** What the page asked for in its address, and who answered. */
    record Asked(String user, Map<String, String> question) {}

    private final Issuer issuer;
    private final String name;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<String, Asked> refreshTokens = new ConcurrentHashMap<>();
    final AtomicInteger renewals = new AtomicInteger();
    volatile Duration lifetime;
    volatile boolean otherNonce;
    volatile boolean areOver;
    /** Tests do not share the limits of one user. */
    private volatile String family;

    OpenIdGrants(Issuer issuer, String name) {
        this.issuer = issuer;
        this.name = name;
        reset();
    }

    void reset() {
        codes.clear();
        refreshTokens.clear();
        renewals.set(0);
        family = UUID.randomUUID().toString();
        lifetime = Duration.ofMinutes(5);
        otherNonce = false;
        areOver = false;
    }

    String code(Asked asked) {
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        return code;
    }

    void revoke(String refreshToken) {
        refreshTokens.remove(refreshToken);
    }

    /** How many refresh tokens are good. */
    int sessions() {
        return refreshTokens.size();
    }

    /** Empty for what OAuth calls an {@code invalid_grant}. */
    Optional<Map<String, Object>> tokens(Map<String, String> form) {
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" ->
                Optional.ofNullable(codes.remove(form.get("code")))
                        .filter(asked -> isOf(asked, form))
                        .map(this::granted);
            case "refresh_token" -> {
                var found = Optional.ofNullable(refreshTokens.remove(form.get("refresh_token")))
                        .filter(asked -> !areOver)
                        .map(this::granted);
                found.ifPresent(unused -> renewals.incrementAndGet());
                yield found;
            }
            default -> Optional.empty();
        };
    }

    private static boolean isOf(Asked asked, Map<String, String> form) {
        Map<String, String> question = asked.question();
        return question.get("client_id").equals(form.get("client_id"))
                && question.get("redirect_uri").equals(form.get("redirect_uri"))
                && question.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> granted(Asked asked) {
        String refreshToken = UUID.randomUUID().toString();
        refreshTokens.put(refreshToken, asked);
        Map<String, Object> access = claims(asked, Issuer.AUDIENCE);
        // Each is another one, as the page has to notice.
        access.put("jti", UUID.randomUUID().toString());
        Map<String, Object> identity = claims(asked, asked.question().get("client_id"));
        identity.put("name", asked.user() + " Example");
        identity.put("nonce", otherNonce ? "other" : asked.question().get("nonce"));
        return new HashMap<>(Map.of(
                "token_type", "Bearer",
                "access_token", issuer.token(access),
                "id_token", issuer.token(identity),
                "refresh_token", refreshToken,
                "expires_in", lifetime.toSeconds()));
    }

    private Map<String, Object> claims(Asked asked, String audience) {
        Map<String, Object> claims = Issuer.claims(asked.user() + "-" + family);
        claims.put("iss", name);
        claims.put("aud", audience);
        claims.put("exp", Issuer.now() + lifetime.toSeconds());
        return claims;
    }
}
