package dev.runnel;

import java.util.Optional;

/**
 * Names one conversation of one user; unique within the user only.
 *
 * @param value 1 to 128 characters of {@code A–Z a–z 0–9 . _ ~ : @ + -}
 */
public record SessionId(String value) {

    /** @throws FailureException with {@link FailureCode#SESSION_ID_INVALID} when the value breaks the rule above */
    public SessionId {
        if (!Identifiers.isValid(value)) {
            throw Failure.of(FailureCode.SESSION_ID_INVALID).asException();
        }
    }

    /** Reads a stored value that may be damaged; empty if it is no id. */
    public static Optional<SessionId> read(String value) {
        return Identifiers.isValid(value) ? Optional.of(new SessionId(value)) : Optional.empty();
    }

    /** A new id that nobody can guess. */
    public static SessionId random() {
        return new SessionId(Identifiers.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
