package dev.runnel.front.conversation;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.http.ReplyPosition;

/**
 * Writes events as frames of an SSE stream: {@code data: } with the space, because many clients cut off exactly six
 * characters; one JSON object, which has no line breaks; a blank line. Source: the HTML standard, section 9.2.5.
 */
final class SseFrame {

    /** Short enough not to be noticed, long enough for a pod to be replaced. */
    private static final long RECONNECT_MS = 1000;

    private SseFrame() {}

    static String data(SequencedEvent event) {
        return data(EventJson.write(event));
    }

    /** The same with an {@code id} that names the reply, too, for clients that come back with the same POST. */
    static String named(ReplyId reply, SequencedEvent event) {
        return "data: " + EventJson.write(event) + "\n" + ReplyPosition.field(reply, event.seq()) + "\n";
    }

    /** The same with the {@code id} and {@code retry} fields, which a browser uses to reconnect. */
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
