package dev.runnel.http.auth;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The user that a request's token names. Fronts whose paths have no user take it from here. */
public final class TokenUser {

    private static final String USER = TokenUser.class.getName();

    private TokenUser() {}

    /**
     * The user of a request that {@link Ownership} has accepted; throws a {@code FailureException} if its token names
     * none.
     *
     * @return empty where tokens are not checked ({@code RUNNEL_AUTH=off}), even if the request has one
     */
    public static Optional<UserId> of(RoutingContext context) {
        return verified(context).map(TokenUser::named);
    }

    /** Throws a {@code FailureException} if the token names nobody. */
    static UserId named(Optional<String> user) {
        return new UserId(
                user.orElseThrow(() -> Failure.of(FailureCode.FORBIDDEN).asException()));
    }

    /** @param user empty if the token is valid and names none */
    static void remember(RoutingContext context, Optional<String> user) {
        context.put(USER, user);
    }

    /** Empty if no token was verified. */
    static Optional<Optional<String>> verified(RoutingContext context) {
        return Optional.ofNullable(context.get(USER));
    }
}
