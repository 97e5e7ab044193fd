package dev.runnel.http.auth;

import dev.runnel.UserId;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * The user that a request's path names.
 *
 * @param request after its path was matched
 * @param index where the user is among the path's parameters; null if it has none
 */
record PathUser(ResteasyReactiveRequestContext request, Integer index) {

    /**
     * In place of an id: whoever sends the request. A page need not know who that is, only have the token. Where tokens
     * are checked nobody else can have this id: a path with it would be refused to all but the bearer of such a token.
     */
    static final String ME = "me";

    private static final String PARAMETER = "user_id";

    static PathUser in(ResteasyReactiveContainerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context.getServerRequestContext();
        return new PathUser(
                request, request.getTarget().getPathParameterIndexes().get(PARAMETER));
    }

    /** As it stands in the path, unescaped; null if the path has no user. */
    String named() {
        return index == null ? null : request.getPathParam(index, false);
    }

    boolean isMe() {
        return ME.equals(named());
    }

    /** The resource gets this user instead of {@link #ME}. */
    void become(UserId user) {
        request.setPathParamValue(index, user.value());
    }

    static boolean isMe(UserId user) {
        return ME.equals(user.value());
    }
}
