package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.SessionId;
import java.util.List;

/**
 * A conversation for reading it again.
 *
 * @param id its id
 * @param title the beginning of its first question
 * @param context what it is about
 * @param turns oldest first; the first one may lack its question if that is outside the window
 */
public record Transcript(SessionId id, String title, Context context, List<Turn> turns) {

    public Transcript {
        turns = List.copyOf(turns);
    }
}
