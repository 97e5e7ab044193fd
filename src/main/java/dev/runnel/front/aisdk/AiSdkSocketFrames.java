package dev.runnel.front.aisdk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runnel.Failure;
import dev.runnel.JsonText;
import dev.runnel.http.EventStreamData;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages for one request: the parts of {@link AiSdkFrames} with their numbers. A part's number is its place in the
 * whole message, which comes from the log alone, so that it is the same for all viewers on all pods.
 */
final class AiSdkSocketFrames {

    private final String head;
    private final long seen;
    private long next;

    /** @param seen the last part that the client has; -1 for none */
    AiSdkSocketFrames(String requestId, long seen) {
        StringBuilder begin = new StringBuilder("{\"type\":\"chunk\",\"requestId\":\"");
        JsonStringEncoder.getInstance().quoteAsString(requestId, begin);
        this.head = begin.append("\",\"sequence\":").toString();
        this.seen = seen;
    }

    /** One event's frames as messages. */
    List<String> of(String frames) {
        List<String> messages = new ArrayList<>(1);
        EventStreamData.forEach(frames, part -> add(part, messages));
        return messages;
    }

    private void add(String part, List<String> messages) {
        long number = next++;
        if (number > seen) {
            messages.add(head + number + ",\"chunk\":" + part + "}");
        }
    }

    static String start(String requestId) {
        return plain("start", requestId);
    }

    static String end(String requestId) {
        return plain("end", requestId);
    }

    /** The chat has no reply to come back to. */
    static String noActive(String requestId) {
        return plain("no-active", requestId);
    }

    /** The error's text is what the body of a refused request would be. */
    static String error(String requestId, Failure failure) {
        return JsonText.object(json -> {
            json.writeStringField("type", "error");
            json.writeStringField("requestId", requestId);
            json.writeStringField("errorText", AiSdkParts.refusal(failure));
        });
    }

    private static String plain(String type, String requestId) {
        return JsonText.object(json -> {
            json.writeStringField("type", type);
            json.writeStringField("requestId", requestId);
        });
    }
}
