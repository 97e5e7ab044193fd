package dev.runnel.http;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** A refusal where no resource answers: the same form as {@link Problems}' for the same path. */
final class PlainRefusal {

    private PlainRefusal() {}

    /** Ends the response; does nothing when one has begun. */
    static void send(RoutingContext context, Failure failure, int status) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status);
        failure.retryAfterSeconds().ifPresent(seconds -> response.putHeader("Retry-After", Long.toString(seconds)));
        String path = context.request().path();
        if (path != null && Problems.isStream(path)) {
            response.putHeader("Cache-Control", "no-cache")
                    .putHeader("Content-Type", "text/event-stream")
                    .end(SseFrame.refusal(failure));
        } else {
            response.putHeader("Content-Type", "application/problem+json").end(EventJson.writeProblem(failure, status));
        }
    }

    /** The same, and the connection is of no further use: what follows on it was not read, or not understood. */
    static void sendAndClose(RoutingContext context, Failure failure, int status) {
        // On HTTP/2 others share the connection, and nothing is misread: frames say what belongs to whom.
        if (!context.request().version().equals(HttpVersion.HTTP_2)) {
            context.response().putHeader("Connection", "close");
            context.addEndHandler(sent -> context.request().connection().close());
        }
        send(context, failure, status);
    }
}
