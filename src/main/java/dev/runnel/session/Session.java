package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.SessionId;
import java.util.List;

/**
 * A conversation as a prompt needs it: one branch of it.
 *
 * @param id its id
 * @param turns oldest first; at most the configured window, which may begin in the middle of a turn
 * @param dropped the number of older messages that are outside the window
 * @param context what it is about
 * @param summary of its beginning; it may also cover some of {@code turns}
 * @param hasPlace whether the turn exists after which the next one was to come
 */
public record Session(
        SessionId id, List<Turn> turns, long dropped, Context context, Summary summary, boolean hasPlace) {

    public Session {
        turns = List.copyOf(turns);
    }

    /** A session in which nothing was said. */
    public static Session empty(SessionId id) {
        return new Session(id, List.of(), 0, Context.NONE, Summary.NONE, true);
    }

    /** What was said, oldest first. */
    public List<Message> messages() {
        return turns.stream().flatMap(turn -> turn.messages().stream()).toList();
    }
}
