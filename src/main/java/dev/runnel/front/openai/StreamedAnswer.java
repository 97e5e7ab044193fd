package dev.runnel.front.openai;

import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An answer that is a stream, in either of OpenAI's APIs. */
final class StreamedAnswer {

    /**
     * As OpenAI itself names it, so that its clients know the value. Without the charset Python's {@code requests} takes
     * any {@code text/…} for Latin-1, which breaks words and, where a byte looks like a line's end, whole events.
     */
    private static final String TYPE = MediaType.SERVER_SENT_EVENTS + "; charset=utf-8";

    private StreamedAnswer() {}

    static Response of(Multi<String> frames, RoutingContext context) {
        context.addHeadersEndHandler(unused -> context.response().putHeader("Content-Type", TYPE));
        return Response.ok(frames, MediaType.SERVER_SENT_EVENTS).build();
    }
}
