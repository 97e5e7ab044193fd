package dev.runnel.http;

import dev.runnel.SequencedEvent;
import io.smallrye.mutiny.Multi;
import java.util.function.Function;

/**
 * What a viewer is sent: a reply's events, each as one frame of SSE.
 *
 * <p>Methods return it in a {@code Uni}, for whatever may refuse the request has to be known before the status line is
 * sent; the framework sends that of a {@code Multi} before it subscribes.
 */
record EventStream(Multi<SequencedEvent> events, Function<SequencedEvent, String> frame) {

    /** For clients that read a response to {@code POST}. */
    static EventStream of(Multi<SequencedEvent> events) {
        return new EventStream(events, SseFrame::data);
    }

    /** For {@code EventSource}, which comes back by itself. */
    static EventStream resumable(Multi<SequencedEvent> events) {
        return new EventStream(events, SseFrame::resumable);
    }
}
