package dev.runnel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client's own name for one request: a request that is sent again gets the same reply, not a second one (IETF draft
 * "The Idempotency-Key HTTP Header Field").
 *
 * @param value 1 to 128 visible ASCII characters without braces
 */
public record IdempotencyKey(String value) {

    private static final Pattern VALID = Pattern.compile("[!-z|~]{1,128}");

    /** @throws FailureException with {@link FailureCode#REQUEST_INVALID} when the value breaks the rule above */
    public IdempotencyKey {
        if (value == null || !VALID.matcher(value).matches()) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "The Idempotency-Key is not valid.")
                    .asException();
        }
    }

    /** Reads a stored value that may be damaged; empty if it is no key. */
    public static Optional<IdempotencyKey> read(String value) {
        return VALID.matcher(value).matches() ? Optional.of(new IdempotencyKey(value)) : Optional.empty();
    }
}
