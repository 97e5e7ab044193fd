package dev.runnel.reply;

import dev.runnel.SessionId;
import java.util.List;
import java.util.Objects;

/**
 * A conversation that is continued from one of its turns.
 *
 * @param session the session of the next turn
 * @param isNew whether this session was created for it, with a copy of the turns before
 * @param notes what the session knows of what was said before these messages, and maybe of some of them; empty for nothing
 * @param lines the messages before it, oldest first
 */
public record Continuation(SessionId session, boolean isNew, String notes, List<History.Line> lines) {

    public Continuation {
        Objects.requireNonNull(notes);
        lines = List.copyOf(lines);
    }
}
