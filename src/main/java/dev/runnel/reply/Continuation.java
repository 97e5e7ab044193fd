package dev.runnel.reply;

import dev.runnel.SessionId;
import java.util.List;

/**
 * Where a conversation goes on.
 *
 * @param session where the next turn belongs
 * @param isNew whether it was begun for that, with the turns before
 * @param lines what was said before, oldest first
 */
public record Continuation(SessionId session, boolean isNew, List<History.Line> lines) {

    public Continuation {
        lines = List.copyOf(lines);
    }
}
