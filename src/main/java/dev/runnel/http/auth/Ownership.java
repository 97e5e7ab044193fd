package dev.runnel.http.auth;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Checks that users reach only their own data. No other class compares the user in the token with the {@code {user_id}}
 * of the path.
 *
 * <p>The token is verified first. The user is compared after the path was matched, so that it is exactly the value that
 * the resource gets, however the path was escaped. Resources outside of the API are refused. If a path has no user,
 * the token's user counts: see {@link TokenUser}. So it does if the path has {@link PathUser#ME}.
 */
class Ownership {

    private static final List<String> APIS = List.of("/api/", "/v1/");

    /** Looked up late, because filters are created at build time. */
    private final Instance<Tokens> tokens;

    Ownership(Instance<Tokens> tokens) {
        this.tokens = tokens;
    }

    @ServerRequestFilter(preMatching = true, priority = Priorities.AUTHENTICATION)
    Uni<Void> authenticate(ContainerRequestContext request, RoutingContext context) {
        // Paths outside of the API, such as the page and health, have other handlers.
        String path = request.getUriInfo().getRequestUri().getPath();
        if (!tokens.get().areChecked() || APIS.stream().noneMatch(path::startsWith)) {
            return Uni.createFrom().voidItem();
        }
        return tokens.get()
                .signedIn(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .invoke(signedIn -> TokenUser.remember(context, signedIn.user()))
                .replaceWithVoid();
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void checkOwner(ResteasyReactiveContainerRequestContext request, RoutingContext context) {
        PathUser owner = PathUser.in(request);
        if (!tokens.get().areChecked()) {
            if (owner.isMe()) {
                owner.become(UserId.ANONYMOUS);
            }
            return;
        }
        Optional<String> user = TokenUser.verified(context)
                .orElseThrow(() -> Failure.of(FailureCode.UNAUTHENTICATED).asException());
        if (owner.isMe()) {
            owner.become(TokenUser.named(user));
        } else {
            check(user, owner.named());
        }
    }

    /**
     * Throws a {@code FailureException} if what the path names is not the user's.
     *
     * @param user in the token
     * @param owner in the path; null for none
     */
    static void check(Optional<String> user, String owner) {
        if (owner != null && !user.equals(Optional.of(owner))) {
            throw Failure.of(FailureCode.FORBIDDEN).asException();
        }
    }
}
