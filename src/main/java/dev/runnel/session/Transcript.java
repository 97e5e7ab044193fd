package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.SessionId;
import java.util.List;

/**
 * A conversation as a person reads it again.
 *
 * @param id its name
 * @param title how its first question begins
 * @param context what it is about
 * @param turns oldest first; the first one may lack its question when that fell out of the window
 */
public record Transcript(SessionId id, String title, Context context, List<Turn> turns) {

    public Transcript {
        turns = List.copyOf(turns);
    }
}
