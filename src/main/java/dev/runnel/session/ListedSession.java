package dev.runnel.session;

import dev.runnel.SessionId;
import java.time.Instant;
import java.util.Comparator;

/**
 * One of a user's conversations.
 *
 * @param id its name
 * @param title how its first question begins
 * @param lastUse when its last turn ended
 */
public record ListedSession(SessionId id, String title, Instant lastUse) {

    static final Comparator<ListedSession> LAST_USED_FIRST =
            Comparator.comparing(ListedSession::lastUse).reversed();
}
