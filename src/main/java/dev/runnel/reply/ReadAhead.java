package dev.runnel.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.runnel.UserId;
import dev.runnel.session.Session;
import dev.runnel.session.SessionStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Reads the session of a question while the rate limiter still decides about it: a round trip less before the model is
 * asked. Who was refused at last is read for only when admitted, so that refused requests cost no read each.
 */
@ApplicationScoped
class ReadAhead {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MAX_USERS = 10_000;

    private final SessionStore sessions;
    private final Cache<UserId, Boolean> refused;

    ReadAhead(SessionStore sessions) {
        this.sessions = sessions;
        this.refused = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(MAX_USERS)
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    /** The question's session, which is read once: now, or when somebody waits for it. */
    Uni<Session> begin(Question question) {
        Uni<Session> session =
                sessions.load(question.user(), question.session()).memoize().indefinitely();
        if (refused.getIfPresent(question.user()) == null) {
            session.subscribe().with(unused -> {}, unused -> {});
        }
        return session;
    }

    void admitted(UserId user) {
        refused.invalidate(user);
    }

    void refused(UserId user) {
        refused.put(user, true);
    }
}
