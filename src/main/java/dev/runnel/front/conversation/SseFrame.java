package dev.runnel.front.conversation;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.SequencedEvent;

/**
 * How events look on an SSE stream: {@code data: } with the space, since many clients cut off exactly six characters;
 * one JSON object, which has no line breaks; a blank line. Source: the HTML standard, section 9.2.5.
 */
final class SseFrame {

    /** Short enough that nobody notices, long enough for a pod to be replaced. */
    private static final long RECONNECT_MS = 1000;

    private SseFrame() {}

    static String data(SequencedEvent event) {
        return data(EventJson.write(event));
    }

    /** The same with the {@code id} and {@code retry} fields, by which a browser reconnects. */
    static String resumable(SequencedEvent event) {
        return "id:" + event.seq() + "\nretry:" + RECONNECT_MS + "\n" + data(event);
    }

    /** A whole stream of the one event that refuses a request. */
    static String refusal(Failure failure) {
        return data(EventJson.writeRefusal(failure));
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }
}
