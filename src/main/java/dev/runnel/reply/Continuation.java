package dev.runnel.reply;

import dev.runnel.SessionId;
import java.util.List;

/**
 * A conversation that is continued from one of its turns.
 *
 * @param session the session of the next turn
 * @param isNew whether this session was created for it, with a copy of the turns before
 * @param lines the messages before it, oldest first
 */
public record Continuation(SessionId session, boolean isNew, List<History.Line> lines) {

    public Continuation {
        lines = List.copyOf(lines);
    }
}
