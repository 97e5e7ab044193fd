package dev.runnel.http;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.SequencedEvent;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** How events look on an SSE stream: {@code data: } with the space, one JSON object, a blank line. */
final class SseFrame {

    /** Soon enough that nobody notices, late enough for a pod to be replaced. */
    private static final long RECONNECT_MS = 1000;

    private SseFrame() {}

    /**
     * The value of the event's {@code data} field. It begins with the space that the framework leaves out after the
     * colon: many clients cut off exactly six characters.
     */
    static String data(SequencedEvent event) {
        return " " + EventJson.write(event);
    }

    /** The same with the {@code id} and {@code retry} fields, by which a browser reconnects. */
    static OutboundSseEvent event(Sse sse, SequencedEvent event) {
        return sse.newEventBuilder()
                .id(Long.toString(event.seq()))
                .reconnectDelay(RECONNECT_MS)
                .data(data(event))
                .build();
    }

    /** A whole stream of the one event that refuses a request. */
    static String refusal(Failure failure) {
        return "data: " + EventJson.writeRefusal(failure) + "\n\n";
    }

    /** Headers against every known way of buffering a stream; they must be set before the stream is returned. */
    static void prepare(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-cache");
        response.putHeader("X-Accel-Buffering", "no");
        if (response.streamId() < 0) {
            response.putHeader("Connection", "keep-alive");
        }
    }
}
