package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.limit.RateLimiter;
import dev.runnel.limit.Traffic;
import dev.runnel.session.SessionConfig;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Transcript;
import dev.runnel.session.Turn;
import dev.runnel.webhook.TurnWebhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads, lists and erases earlier conversations. */
@ApplicationScoped
public class HistoryService {

    private final SessionStore sessions;
    private final EventLog ledger;
    private final RateLimiter limiter;
    private final Traffic traffic;
    private final HistoryPages pages;
    private final HistorySearch search;
    private final SessionRewriter rewriter;
    private final TurnWebhook webhook;
    /** Turns. */
    private final int prompted;

    HistoryService(
            SessionStore sessions,
            EventLog ledger,
            RateLimiter limiter,
            Traffic traffic,
            HistoryPages pages,
            HistorySearch search,
            SessionRewriter rewriter,
            TurnWebhook webhook,
            SessionConfig config) {
        this.traffic = traffic;
        this.pages = pages;
        this.search = search;
        this.rewriter = rewriter;
        this.webhook = webhook;
        this.prompted = (config.maxMessages() + 1) / 2;
        this.sessions = sessions;
        this.ledger = ledger;
        this.limiter = limiter;
    }

    /**
     * Reads one conversation; fails with {@code SESSION_UNKNOWN} if there is none, and with {@code REPLY_UNKNOWN} if there
     * is no such part of it. The running reply is looked up first: a reply is stored before it ends, so one that ends
     * meanwhile is found in one of the two places.
     */
    public Uni<History> read(UserId user, SessionId session, History.Part part) {
        return traffic.read(user).chain(() -> running(user, session)).flatMap(running -> sessions.find(user, session)
                .flatMap(kept -> {
                    if (kept.isEmpty() && running.isEmpty()) {
                        throw Failure.of(FailureCode.SESSION_UNKNOWN).asException();
                    }
                    return pages.of(
                            user,
                            kept.orElseGet(() -> Transcript.empty(session)),
                            running.map(LoggedReply::header),
                            part);
                }));
    }

    /** The messages of one turn; none if it is not kept. */
    public Uni<List<History.Line>> turn(UserId user, SessionId session, ReplyId reply) {
        return traffic.read(user)
                .chain(() -> sessions.find(user, session))
                .map(kept -> kept.flatMap(there -> there.find(reply)).stream().toList())
                .flatMap(found -> sessions.read(user, session, found))
                .map(HistoryPages::lines);
    }

    private Uni<Optional<LoggedReply>> running(UserId user, SessionId session) {
        return ledger.running(user, session)
                .flatMap(reply ->
                        reply.map(ledger::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.filter(reply -> !reply.ended()));
    }

    /**
     * Makes another branch the current one: that of this turn, up to the latest one that follows it. Fails with {@code
     * REPLY_UNKNOWN} if there is no such turn, and with {@code SESSION_UNREACHABLE} if it cannot be done now.
     */
    public Uni<Void> choose(UserId user, SessionId session, ReplyId turn) {
        return traffic.read(user)
                .chain(() -> sessions.choose(user, session, turn))
                .invoke(isThere -> refuseUnless(isThere, FailureCode.REPLY_UNKNOWN))
                .replaceWithVoid();
    }

    /** Gives a conversation another title. Fails as {@link #choose} does, with {@code SESSION_UNKNOWN} if there is none. */
    public Uni<Void> rename(UserId user, SessionId session, String title) {
        return traffic.read(user)
                .chain(() -> sessions.rename(user, session, title))
                .invoke(isThere -> refuseUnless(isThere, FailureCode.SESSION_UNKNOWN))
                .replaceWithVoid();
    }

    private static void refuseUnless(boolean isThere, FailureCode code) {
        if (!isThere) {
            throw Failure.of(code).asException();
        }
    }

    /**
     * A conversation up to this reply, as much of it as a prompt contains, to go on from there. That is in the same
     * session, if it is the latest turn; else in another one, which begins with the turns up to it. Fails with {@code
     * REPLY_UNKNOWN} if the session has no such turn.
     */
    public Uni<Continuation> continuing(UserId user, SessionId session, ReplyId reply) {
        return traffic.read(user).chain(() -> sessions.find(user, session)).flatMap(kept -> {
            List<Turn> turns = kept.map(all -> all.upTo(reply)).orElse(List.of());
            if (turns.isEmpty()) {
                throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
            }
            boolean latest = kept.orElseThrow().branch().getLast().equals(turns.getLast());
            SessionId next = latest ? session : SessionId.random();
            List<Turn> recent = turns.subList(Math.max(0, turns.size() - prompted), turns.size());
            return sessions.read(user, session, recent)
                    .call(read -> latest ? Uni.createFrom().voidItem() : rewriter.append(user, next, read))
                    .map(read -> new Continuation(next, !latest, HistoryPages.lines(read)));
        });
    }

    /** A bounded number of the user's conversations, the last used first. */
    public Uni<List<History.Entry>> list(UserId user) {
        return traffic.read(user)
                .chain(() -> sessions.list(user, SessionStore.MAX_LISTED))
                .map(sessions -> sessions.stream()
                        .map(session ->
                                new History.Entry(session.id(), session.title(), session.lastUse(), Optional.empty()))
                        .toList());
    }

    /** The conversations in whose title or in one of whose turns all these words are, a bounded number. */
    public Uni<List<History.Entry>> search(UserId user, String words) {
        return traffic.read(user).chain(() -> search.find(user, words));
    }

    /**
     * Erases the conversation, which may not exist. Its replies are erased first, so that none is stored afterwards.
     * Fails with {@code SESSION_UNREACHABLE} if that cannot be guaranteed now; the caller may try again.
     */
    public Uni<Void> erase(UserId user, SessionId session) {
        return traffic.delete(user)
                .chain(() -> ledger.erase(user, Optional.of(session)))
                .chain(() -> webhook.forget(user, Optional.of(session), Optional.empty()))
                .chain(() -> sessions.erase(user, session));
    }

    /**
     * Erases one reply and its turn; the others of the conversation stay. Fails with {@code REPLY_UNKNOWN} if there is
     * neither, and as {@link #erase} does.
     *
     * <p>What followed the turn then follows the one before it.
     */
    public Uni<Void> erase(UserId user, SessionId session, ReplyId reply) {
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

    /** Erases everything of the user; fails as {@link #erase} does. */
    public Uni<Void> eraseAll(UserId user) {
        return traffic.delete(user)
                .chain(() -> ledger.erase(user, Optional.empty()))
                .chain(() -> webhook.forget(user, Optional.empty(), Optional.empty()))
                .chain(() -> sessions.eraseAll(user))
                .chain(() -> limiter.forget(user));
    }
}
