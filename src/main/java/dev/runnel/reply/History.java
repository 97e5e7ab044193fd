package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a conversation for reading it again.
 *
 * @param session its id
 * @param title the beginning of its first question, or what the user called it
 * @param context what it is about
 * @param lines oldest first; of a reply that is still running, only its question
 * @param running the reply that is still running
 * @param branch the newest turn of the current branch; empty before the first
 * @param earlier the first turn of this page, if there are others before it
 */
public record History(
        SessionId session,
        String title,
        Context context,
        List<Line> lines,
        Optional<ReplyId> running,
        Optional<ReplyId> branch,
        Optional<ReplyId> earlier) {

    public History {
        lines = List.copyOf(lines);
    }

    /**
     * Which turns are wanted.
     *
     * @param all those of all branches, in the order in which they were asked; otherwise the current branch, which is that
     *     of the running reply
     * @param before only those before this turn; empty for the newest
     */
    public record Part(boolean all, Optional<ReplyId> before) {}

    /**
     * One message.
     *
     * @param reply the reply that the message asked for, or that it is
     * @param parent the turn before; empty at the beginning
     */
    public record Line(ReplyId reply, Message message, Optional<ReplyId> parent) {}

    /**
     * A conversation in the list of all.
     *
     * @param found where the words are that were searched for; empty in a list of all
     */
    public record Entry(SessionId session, String title, Instant lastUse, Optional<Found> found) {}

    /**
     * A place in a conversation.
     *
     * @param turn empty for the title
     * @param excerpt the text around the words
     */
    public record Found(Optional<ReplyId> turn, String excerpt) {}
}
