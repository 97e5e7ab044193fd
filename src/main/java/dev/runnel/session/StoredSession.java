package dev.runnel.session;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a session from Redis. What cannot be read is skipped: it is better that a conversation continues without it
 * than not at all.
 */
final class StoredSession {

    private StoredSession() {}

    /** @param hash all fields of a session; empty if there is none */
    static SessionContent read(Response hash, Keeping keeping) {
        SessionContent content = new SessionContent(
                StoredTurns.read(hash, keeping.all()),
                number(text(hash, "dropped")),
                new Title(text(hash, "title"), !text(hash, "named").isEmpty()),
                ContextJson.read(text(hash, "context")),
                new Summary(text(hash, "summary"), number(text(hash, "covers")), ReplyId.read(text(hash, "upto"))),
                Instant.EPOCH);
        return keeping.all() ? content : content.within(keeping.window());
    }

    /** Reads the answer of {@link SessionScripts#LIST}, the last used first. */
    static List<ListedSession> listed(Response fields) {
        List<ListedSession> sessions = new ArrayList<>();
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            String title = fields.get(i + 1).toString();
            Instant used = Instant.EPOCH.plus(number(fields.get(i + 2).toString()), ChronoUnit.MICROS);
            SessionId.read(fields.get(i).toString()).ifPresent(id -> sessions.add(new ListedSession(id, title, used)));
        }
        sessions.sort(ListedSession.LAST_USED_FIRST);
        return sessions;
    }

    static String text(Response hash, String field) {
        Response value = hash.get(field);
        return value == null ? "" : value.toString();
    }

    static long number(String text) {
        // Missing fields are no error: every conversation begins without them, and an exception would cost more than
        // all of this.
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
