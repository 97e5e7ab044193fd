package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import dev.runnel.http.auth.TokenUser;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The user of a request. OpenAI's paths, unlike those of the other fronts, do not name it. */
final class Asker {

    private Asker() {}

    /** As {@link #of(Optional, Optional)}, of a request with a body, which names the user before the query does. */
    static UserId of(RoutingContext context, JsonNode body, String named) {
        Optional<String> asker = Fields.of(body).text("user").or(() -> Optional.ofNullable(named));
        return of(TokenUser.of(context), asker);
    }

    /** The same of one without a body; {@code named} is null if its query names nobody. */
    static UserId of(RoutingContext context, String named) {
        return of(TokenUser.of(context), Optional.ofNullable(named));
    }

    /**
     * The token's user or, without tokens, the one that the client names. Throws a {@code FailureException} if that is
     * not a valid user id.
     *
     * @param signedIn the token's user; empty where tokens are not checked
     * @param named the user that the client names; ignored where tokens are checked
     */
    static UserId of(Optional<UserId> signedIn, Optional<String> named) {
        return signedIn.or(() -> read(named)).orElse(UserId.ANONYMOUS);
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
