package dev.runnel.http;

import dev.runnel.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Makes idempotency keys for requests that clients may send again without an {@code Idempotency-Key}. */
public final class RequestKeys {

    private RequestKeys() {}

    /**
     * Returns the same key for the same values.
     *
     * @param front the front's name, so that keys of different fronts differ
     * @param values what makes two requests equal; any texts
     */
    public static IdempotencyKey of(String front, String... values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String value : values) {
                digest.update(value.getBytes(StandardCharsets.UTF_8));
                // Marks the end of each value: this byte never occurs in UTF-8.
                digest.update((byte) 0xff);
            }
            return new IdempotencyKey(
                    front + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
