package dev.runnel;

import java.util.Optional;

/**
 * Names one reply, on every pod.
 *
 * @param value 1 to 128 characters of {@code A–Z a–z 0–9 . _ ~ : @ + -}
 */
public record ReplyId(String value) {

    /** @throws FailureException with {@link FailureCode#REPLY_UNKNOWN}: such a reply cannot exist */
    public ReplyId {
        if (!Identifiers.isValid(value)) {
            throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
        }
    }

    /** Reads a stored value that may be damaged; empty if it is no id. */
    public static Optional<ReplyId> read(String value) {
        return Identifiers.isValid(value) ? Optional.of(new ReplyId(value)) : Optional.empty();
    }

    /** A new id that nobody can guess. */
    public static ReplyId random() {
        return new ReplyId(Identifiers.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
