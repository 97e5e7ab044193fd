package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
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
 * @param isCertain whether there are no other turns; false for what this process saw last while Redis is away
 */
public record Session(
        SessionId id,
        List<Turn> turns,
        long dropped,
        Context context,
        Summary summary,
        boolean hasPlace,
        boolean isCertain) {

    public Session {
        turns = List.copyOf(turns);
    }

    /** A session in which nothing was said. */
    public static Session empty(SessionId id) {
        return new Session(id, List.of(), 0, Context.NONE, Summary.NONE, true, true);
    }

    /** The same as this process saw it last. */
    Session uncertain() {
        return new Session(id, turns, dropped, context, summary, hasPlace, false);
    }

    /**
     * Where a turn belongs whose model sees this. One that was to be the next stays with what was the newest then: until it
     * ends, another branch may have become the current one.
     */
    public TurnPlace settled(TurnPlace wanted) {
        boolean isCertainTurn = wanted instanceof TurnPlace.After(ReplyId turn, boolean isRequired) && isRequired;
        return wanted.equals(TurnPlace.FIRST) || isCertainTurn || turns.isEmpty() || !isCertain
                ? wanted
                : new TurnPlace.After(turns.getLast().reply(), false);
    }

    /** What was said, oldest first. */
    public List<Message> messages() {
        return turns.stream().flatMap(turn -> turn.messages().stream()).toList();
    }
}
