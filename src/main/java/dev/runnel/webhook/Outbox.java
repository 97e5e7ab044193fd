package dev.runnel.webhook;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What waits for its delivery. */
interface Outbox {

    /**
     * An event.
     *
     * @param id names it: added twice, it is kept once
     * @param body what is sent
     */
    record Event(UserId user, SessionId session, String id, String body) {

        /** Its name among those of all users. Ids have no blanks. */
        String name() {
            return user + " " + session + " " + id;
        }

        static String prefix(UserId user, Optional<SessionId> session, Optional<ReplyId> reply) {
            return user
                    + " "
                    + session.map(one -> one + " ").orElse("")
                    + reply.map(Object::toString).orElse("");
        }
    }

    /**
     * An event whose time has come.
     *
     * @param name see {@link Event#name}
     * @param attempts how often it was tried, this time included
     * @param added when it was added
     */
    record Due(String name, String body, int attempts, Instant added) {

        String id() {
            return name.substring(name.lastIndexOf(' ') + 1);
        }
    }

    /** @return how many older ones were given up for it */
    Uni<Integer> add(Event event);

    /**
     * Takes events whose time has come, the longest waiting first. Nobody else gets them for {@code lease}: who takes them
     * and is killed loses nothing.
     */
    Uni<List<Due>> take(int max, Duration lease);

    /** It is delivered, or given up. */
    Uni<Void> remove(String name);

    /** It is to be tried again after this time. */
    Uni<Void> later(String name, Duration wait);

    /** Removes all of the user, or those of one session, or of one of its replies. */
    Uni<Void> forget(UserId user, Optional<SessionId> session, Optional<ReplyId> reply);
}
