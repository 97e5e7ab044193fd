package dev.runnel.http;

import dev.runnel.ReplyId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a reply, as an event's {@code id} contains it: {@code REPLY:SEQ}. The id needs the reply, too, because
 * the address of a POST does not tell it.
 *
 * @param seq the {@code seq} of the last event that the client has seen
 */
public record ReplyPosition(ReplyId reply, long seq) {

    private static final Pattern FORM = Pattern.compile("(.+):([0-9]{1,18})");

    /**
     * The position that a request contains.
     *
     * @param lastEventId the {@code Last-Event-ID} header; null if it has none
     * @return empty if it has another form
     */
    public static Optional<ReplyPosition> in(String lastEventId) {
        Matcher found = FORM.matcher(lastEventId == null ? "" : lastEventId.strip());
        return found.matches()
                ? ReplyId.read(found.group(1)).map(reply -> new ReplyPosition(reply, Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    /**
     * The {@code id} field of an event. It must follow the {@code data} field: some clients store the id as soon as
     * they read it, and would miss an event whose data is cut off.
     */
    public static String field(ReplyId reply, long seq) {
        return "id: " + reply.value() + ":" + seq + "\n";
    }
}
