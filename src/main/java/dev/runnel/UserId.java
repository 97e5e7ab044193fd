package dev.runnel;

/**
 * The id of a user: the {@code {user_id}} of the path, or the user of the token.
 *
 * @param value 1 to 128 characters of {@code A–Z a–z 0–9 . _ ~ : @ + -}
 */
public record UserId(String value) {

    /** Whoever names nobody where no tokens are checked. All of them share this one user's limits. */
    public static final UserId ANONYMOUS = new UserId("anonymous");

    /** @throws FailureException with {@link FailureCode#USER_ID_INVALID} when the value breaks the rule above */
    public UserId {
        if (!Identifiers.isValid(value)) {
            throw Failure.of(FailureCode.USER_ID_INVALID).asException();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
