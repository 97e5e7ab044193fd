package dev.runnel.http;

import dev.runnel.Failure;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicLong;

/** Refuses a request that reaches no resource, in the same form as {@link Problems} does for the same path. */
final class PlainRefusal {

    private static final long LINGERING_MS = 2000;
    private static final long LINGERING_BYTES = 16L << 20;

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

    /**
     * The same for a client that is still sending: what comes is thrown away for a while. A connection that is closed
     * before is reset, and the client may never see why (RFC 9112, section 9.6).
     */
    static void sendAndLinger(Refusals refusals, RoutingContext context, Failure failure) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        if (request.version() == HttpVersion.HTTP_2 || request.isEnded()) {
            sendAndClose(refusals, context, failure);
            return;
        }
        context.response().putHeader("Connection", "close");
        AtomicLong left = new AtomicLong(LINGERING_BYTES);
        request.handler(bytes -> {
            if (left.addAndGet(-bytes.length()) < 0) {
                connection.close();
            }
        });
        request.endHandler(end -> connection.close());
        context.vertx().setTimer(LINGERING_MS, late -> connection.close());
        request.resume();
        send(refusals, context, failure);
    }
}
