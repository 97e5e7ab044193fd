package dev.runnel.http.auth;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Checks that users reach only what is theirs. The only place that compares the user in the token with the {@code
 * {user_id}} of the path, for every resource.
 *
 * <p>The token is verified first. The user is compared after the path was matched: then it is exactly the value that
 * the resource is given, however the path was written. A resource outside of the API is closed.
 */
class Ownership {

    private static final String API = "/api/";
    private static final String USER = Ownership.class.getName();

    /** Looked up when it is needed: filters are created while the application is built. */
    private final Instance<Tokens> tokens;

    Ownership(Instance<Tokens> tokens) {
        this.tokens = tokens;
    }

    @ServerRequestFilter(preMatching = true, priority = Priorities.AUTHENTICATION)
    Uni<Void> authenticate(ContainerRequestContext request) {
        // Paths outside of the API have other handlers: the page, health.
        if (!tokens.get().areChecked()
                || !request.getUriInfo().getRequestUri().getPath().startsWith(API)) {
            return Uni.createFrom().voidItem();
        }
        return tokens.get()
                .userOf(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .invoke(user -> request.setProperty(USER, user))
                .replaceWithVoid();
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void checkOwner(ContainerRequestContext request) {
        if (!tokens.get().areChecked()) {
            return;
        }
        if (!(request.getProperty(USER) instanceof Optional<?> user)) {
            throw Failure.of(FailureCode.UNAUTHENTICATED).asException();
        }
        String owner = request.getUriInfo().getPathParameters().getFirst("user_id");
        if (owner != null && !user.equals(Optional.of(owner))) {
            throw Failure.of(FailureCode.FORBIDDEN).asException();
        }
    }
}
