package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as it can be read again.
 *
 * @param session its name
 * @param title how its first question begins
 * @param context what it is about
 * @param lines oldest first; of a reply that still runs, its question
 * @param running the reply that still runs
 */
public record History(SessionId session, String title, Context context, List<Line> lines, Optional<ReplyId> running) {

    public History {
        lines = List.copyOf(lines);
    }

    /**
     * One message.
     *
     * @param reply the reply that it asked for, or is
     */
    public record Line(ReplyId reply, Message message) {}

    /** One conversation among others, and when its last reply ended. */
    public record Entry(SessionId session, String title, Instant lastUse) {}
}
