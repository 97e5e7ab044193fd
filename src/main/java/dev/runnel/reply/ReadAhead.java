package dev.runnel.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.session.Session;
import dev.runnel.session.SessionStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the session of a question while the rate limiter is still deciding: this saves a round trip before the model is
 * asked. For a user whose last question was refused, the session is read only after the next one is admitted, so that
 * refused requests do not cost a read each.
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

    /**
     * The question's session; empty if it has to be read later, after the question was admitted. A given prompt needs
     * nothing of it. Never fails.
     */
    Uni<Optional<Session>> read(Question question) {
        if (question.begins() || question.given().isPresent()) {
            return Uni.createFrom().item(Optional.of(Session.empty(question.session())));
        }
        return read(question.user(), question.session(), question.place());
    }

    /** The same for a question that has waited for its turn. */
    Uni<Optional<Session>> read(ReplyHeader waited) {
        return read(waited.user(), waited.session(), waited.place());
    }

    private Uni<Optional<Session>> read(UserId user, SessionId session, TurnPlace place) {
        return Uni.createFrom().deferred(() -> isRefused(user) ? nothing() : load(user, session, place));
    }

    private boolean isRefused(UserId user) {
        return refused.getIfPresent(user) != null;
    }

    private Uni<Optional<Session>> load(UserId user, SessionId session, TurnPlace place) {
        return sessions.load(user, session, place).map(Optional::of).onFailure().recoverWithUni(ReadAhead::nothing);
    }

    private static Uni<Optional<Session>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    void admitted(UserId user) {
        refused.invalidate(user);
    }

    void refused(UserId user) {
        refused.put(user, true);
    }
}
