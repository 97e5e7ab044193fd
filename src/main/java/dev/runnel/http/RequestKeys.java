package dev.runnel.http;

import dev.runnel.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Names requests that a client sends again without an {@code Idempotency-Key} of its own. */
public final class RequestKeys {

    private RequestKeys() {}

    /**
     * The same name for the same values.
     *
     * @param front keeps the names of fronts apart
     * @param values what makes two requests the same one; they may hold anything
     */
    public static IdempotencyKey of(String front, String... values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String value : values) {
                digest.update(value.getBytes(StandardCharsets.UTF_8));
                // Ends each value: no byte of UTF-8 has this value.
                digest.update((byte) 0xff);
            }
            return new IdempotencyKey(
                    front + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
