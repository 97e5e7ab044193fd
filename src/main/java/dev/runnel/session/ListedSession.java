package dev.runnel.session;

import dev.runnel.SessionId;
import java.time.Instant;
import java.util.Comparator;

/**
 * One of a user's conversations.
 *
 * @param id its name
 * @param title how its first question begins
 * @param lastUse when its last turn ended, or when its first question was asked
 */
public record ListedSession(SessionId id, String title, Instant lastUse) {

    /** The order of a list. */
    public static final Comparator<ListedSession> LAST_USED_FIRST =
            Comparator.comparing(ListedSession::lastUse).reversed();

    /** One in which the first question has no answer yet. */
    public static ListedSession begun(SessionId id, String question, Instant asked) {
        return new ListedSession(id, Title.of(question).text(), asked);
    }
}
