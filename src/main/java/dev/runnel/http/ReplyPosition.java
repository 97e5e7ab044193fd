package dev.runnel.http;

import dev.runnel.ReplyId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a reply as an event's {@code id} names it: {@code REPLY:SEQ}. A number alone would not say which reply is
 * meant, and the address of a POST does not either.
 *
 * @param seq of the event that was seen last
 */
public record ReplyPosition(ReplyId reply, long seq) {

    private static final Pattern FORM = Pattern.compile("(.+):([0-9]{1,18})");

    /**
     * The place that a request names.
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
     * The {@code id} field of an event. It belongs behind the {@code data} field: some clients keep the id as soon as
     * they have read it, and would miss an event that is cut after it.
     */
    public static String field(ReplyId reply, long seq) {
        return "id: " + reply.value() + ":" + seq + "\n";
    }
}
