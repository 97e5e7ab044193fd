package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import java.util.Optional;

/** Who asks, where no path says it. */
final class Asker {

    /** Who asks when nobody is named: all who are not named share one user's limits. */
    private static final UserId ANONYMOUS = new UserId("anonymous");

    private Asker() {}

    /**
     * The user of the token, or whom the client names; throws a {@code FailureException} if that is no user's id.
     *
     * @param signedIn empty where tokens are not checked
     * @param named counts only there
     */
    static UserId of(Optional<UserId> signedIn, Optional<String> named) {
        return signedIn.or(() -> read(named)).orElse(ANONYMOUS);
    }

    private static Optional<UserId> read(Optional<String> named) {
        try {
            return named.map(UserId::new);
        } catch (FailureException e) {
            throw Failure.ofParameter(FailureCode.USER_ID_INVALID, FailureCode.USER_ID_INVALID.sentence(), "user")
                    .asException();
        }
    }
}
