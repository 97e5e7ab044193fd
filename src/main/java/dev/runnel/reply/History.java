package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation for reading it again.
 *
 * @param session its id
 * @param title the beginning of its first question
 * @param context what it is about
 * @param lines oldest first; of a reply that is still running, only its question
 * @param running the reply that is still running
 * @param branch the newest turn of the current branch; empty before the first
 */
public record History(
        SessionId session,
        String title,
        Context context,
        List<Line> lines,
        Optional<ReplyId> running,
        Optional<ReplyId> branch) {

    public History {
        lines = List.copyOf(lines);
    }

    /**
     * One message.
     *
     * @param reply the reply that the message asked for, or that it is
     * @param parent the turn before; empty at the beginning
     */
    public record Line(ReplyId reply, Message message, Optional<ReplyId> parent) {}

    /** One conversation in the list, and when its last reply ended. */
    public record Entry(SessionId session, String title, Instant lastUse) {}
}
