package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import java.util.Optional;

/** The user of a request. OpenAI's paths, unlike those of the other fronts, do not name it. */
final class Asker {

    /** The user of requests that name none. All of them share this one user's limits. */
    private static final UserId ANONYMOUS = new UserId("anonymous");

    private Asker() {}

    /**
     * The token's user or, without tokens, the one that the client names. Throws a {@code FailureException} if that is
     * not a valid user id.
     *
     * @param signedIn the token's user; empty where tokens are not checked
     * @param named the user that the client names; ignored where tokens are checked
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
