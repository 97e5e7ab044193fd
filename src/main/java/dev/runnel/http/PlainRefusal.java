package dev.runnel.http;

import dev.runnel.Failure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;

/** Refuses a request that reaches no resource, in the same form as {@link Problems} does for the same path. */
final class PlainRefusal {

    private PlainRefusal() {}

    /** Ends the response with the status of the failure's code; does nothing if the response has begun. */
    static void send(Refusals refusals, RoutingContext context, Failure failure) {
        send(refusals, context, failure, FailureStatus.of(failure.code()));
    }

    /** The same with another status. */
    static void send(Refusals refusals, RoutingContext context, Failure failure, int status) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        String path = context.request().path();
        RefusalForm.Body body = refusals.write(path == null ? "" : path, failure, status);
        failure.retryAfterSeconds().ifPresent(seconds -> response.putHeader("Retry-After", Long.toString(seconds)));
        if (body.type().equals(MediaType.SERVER_SENT_EVENTS)) {
            response.putHeader("Cache-Control", EventStreamWriter.CACHING);
        }
        response.setStatusCode(status).putHeader("Content-Type", body.type()).end(body.text());
    }

    /** The same, and closes the connection, because the bytes that follow were not read or not understood. */
    static void sendAndClose(Refusals refusals, RoutingContext context, Failure failure) {
        // HTTP/2 stays open: other requests share the connection, and each frame says which request it belongs to.
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader("Connection", "close");
            context.addEndHandler(sent -> context.request().connection().close());
        }
        send(refusals, context, failure);
    }
}
