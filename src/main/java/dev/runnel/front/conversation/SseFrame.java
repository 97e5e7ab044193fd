package dev.runnel.front.conversation;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.http.ReplyPosition;

/**
 * Writes events as frames of an SSE stream: {@code data: }, one JSON object without line breaks, and a blank line. The
 * space after the colon is optional, but many clients cut off exactly six characters. Source: the HTML standard,
 * section 9.2.5.
 */
final class SseFrame {

    /** How long a browser waits before it reconnects: users hardly notice it, and a pod that stops is replaced. */
    private static final long RECONNECT_MS = 1000;

    private SseFrame() {}

    static String data(SequencedEvent event) {
        return data(EventJson.write(event));
    }

    /** The same with an {@code id} that contains the reply's, for clients that come back with the same POST. */
    static String named(ReplyId reply, SequencedEvent event) {
        return "data: " + EventJson.write(event) + "\n" + ReplyPosition.field(reply, event.seq()) + "\n";
    }

    /** The same with the {@code id} and {@code retry} fields, which a browser uses to reconnect. */
    static String resumable(SequencedEvent event) {
        return "id:" + event.seq() + "\nretry:" + RECONNECT_MS + "\n" + data(event);
    }

    /** The body of a refused request: a stream of one {@code error} event. */
    static String refusal(Failure failure) {
        return data(EventJson.writeRefusal(failure));
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }
}
