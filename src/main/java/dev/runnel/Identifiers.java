package dev.runnel;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The rule for all ids. It excludes every character with a meaning in a path, a log line or a Redis key, above all
 * braces, which choose the slot of a key in a cluster.
 */
final class Identifiers {

    private static final Pattern VALID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~:@+-]{1,128}");
    private static final int RANDOM_BYTES = 16;

    private Identifiers() {}

    static boolean isValid(String value) {
        return value != null && VALID.matcher(value).matches();
    }

    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        Source.RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A native image must not contain a random generator that was seeded at build time. Quarkus initialises all classes
     * then, except those that {@code quarkus.native.additional-build-args} names.
     */
    private static final class Source {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
