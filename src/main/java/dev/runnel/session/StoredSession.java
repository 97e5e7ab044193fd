package dev.runnel.session;

import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session as Redis has it. What is not ours is passed over: a conversation goes on without it rather than not at all. */
final class StoredSession {

    private StoredSession() {}

    /** @param hash all fields of a session; none when there is no session */
    static SessionContent read(Response hash, int window) {
        List<Turn> turns = new ArrayList<>();
        for (String place : text(hash, "order").strip().split(" ")) {
            String id = place.substring(0, Math.max(0, place.indexOf('/')));
            TurnJson.read(text(hash, "turn:" + id))
                    .flatMap(messages -> replyId(id).map(reply -> new Turn(reply, messages)))
                    .ifPresent(turns::add);
        }
        return new SessionContent(
                        List.copyOf(turns),
                        number(text(hash, "dropped")),
                        text(hash, "title"),
                        ContextJson.read(text(hash, "context")),
                        new Summary(text(hash, "summary"), number(text(hash, "covers"))),
                        Instant.EPOCH)
                .within(window);
    }

    private static String text(Response hash, String field) {
        Response value = hash.get(field);
        return value == null ? "" : value.toString();
    }

    private static Optional<ReplyId> replyId(String id) {
        try {
            return Optional.of(new ReplyId(id));
        } catch (FailureException e) {
            return Optional.empty();
        }
    }

    private static long number(String text) {
        // What is not there is no error: every conversation begins so, and an exception costs more than all of this.
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
