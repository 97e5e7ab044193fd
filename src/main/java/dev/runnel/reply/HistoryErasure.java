package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.limit.RateLimiter;
import dev.runnel.limit.Traffic;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Turn;
import dev.runnel.session.UserKeys;
import dev.runnel.webhook.TurnWebhook;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Erases what is kept of conversations, wherever it is kept. */
@Singleton
class HistoryErasure {

    private final SessionStore sessions;
    private final EventLog ledger;
    private final ReplyLines lines;
    private final WaitingMessages waiting;
    private final RateLimiter limiter;
    private final Traffic traffic;
    private final SessionRewriter rewriter;
    private final TurnWebhook webhook;
    private final UserKeys keys;

    HistoryErasure(
            SessionStore sessions,
            EventLog ledger,
            ReplyLines lines,
            WaitingMessages waiting,
            RateLimiter limiter,
            Traffic traffic,
            SessionRewriter rewriter,
            TurnWebhook webhook,
            UserKeys keys) {
        this.sessions = sessions;
        this.ledger = ledger;
        this.lines = lines;
        this.waiting = waiting;
        this.limiter = limiter;
        this.traffic = traffic;
        this.rewriter = rewriter;
        this.webhook = webhook;
        this.keys = keys;
    }

    /** Its replies are erased first, so that none is stored afterwards. */
    Uni<Void> erase(UserId user, SessionId session) {
        return traffic.delete(user)
                // None of those that wait is to be asked when another one ends.
                .chain(() -> waiting.withdrawAll(user, session))
                .chain(() -> ledger.erase(user, Optional.of(session)))
                .chain(() -> lines.erase(user, Optional.of(session)))
                .chain(() -> webhook.forget(user, Optional.of(session), Optional.empty()))
                .chain(() -> sessions.erase(user, session));
    }

    /** What followed the turn then follows the one before it. */
    Uni<Void> erase(UserId user, SessionId session, ReplyId reply) {
        return traffic.delete(user)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(ledger.find(user, reply), sessions.find(user, session))
                        .asTuple())
                .flatMap(found -> {
                    Optional<Turn> turn = found.getItem2().flatMap(kept -> kept.find(reply));
                    boolean isKept = turn.isPresent();
                    boolean isLogged = found.getItem1()
                            .filter(logged -> logged.header().session().equals(session))
                            .isPresent();
                    if (!isKept && !isLogged) {
                        throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
                    }
                    // One that went on from it begins with its words, and has its place.
                    ReplyId latest = turn.map(Turn::reply).orElse(reply);
                    return ledger.erase(user, reply)
                            .chain(() ->
                                    latest.equals(reply) ? Uni.createFrom().voidItem() : ledger.erase(user, latest))
                            .chain(() -> webhook.forget(user, Optional.of(session), Optional.of(latest)))
                            .chain(() -> isKept
                                    ? rewriter.without(
                                            turn.get(), user, found.getItem2().orElseThrow())
                                    : Uni.createFrom().voidItem());
                });
    }

    Uni<Void> eraseAll(UserId user) {
        return traffic.delete(user)
                .chain(() -> ledger.erase(user, Optional.empty()))
                .chain(() -> lines.erase(user, Optional.empty()))
                .chain(() -> webhook.forget(user, Optional.empty(), Optional.empty()))
                .chain(() -> sessions.eraseAll(user))
                .chain(() -> keys.forget(user))
                .chain(() -> limiter.forget(user));
    }
}
