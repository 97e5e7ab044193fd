package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.RateLimiter;
import dev.runnel.limit.Traffic;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Transcript;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, lists and erases earlier conversations. */
@ApplicationScoped
public class HistoryService {

    private final SessionStore sessions;
    private final EventLog ledger;
    private final RateLimiter limiter;
    private final Traffic traffic;

    HistoryService(SessionStore sessions, EventLog ledger, RateLimiter limiter, Traffic traffic) {
        this.traffic = traffic;
        this.sessions = sessions;
        this.ledger = ledger;
        this.limiter = limiter;
    }

    /**
     * Reads one conversation; fails with {@code SESSION_UNKNOWN} if there is none. The running reply is looked up
     * first: a reply is stored before it ends, so one that ends meanwhile is found in one of the two places.
     *
     * @param whole all turns in the order in which they were asked; otherwise the current branch, which is that of the
     *     running reply
     */
    public Uni<History> read(UserId user, SessionId session, boolean whole) {
        return traffic.read(user).chain(() -> running(user, session)).flatMap(running -> sessions.find(user, session)
                .map(kept -> {
                    if (kept.isEmpty() && running.isEmpty()) {
                        throw Failure.of(FailureCode.SESSION_UNKNOWN).asException();
                    }
                    return history(kept.orElseGet(() -> Transcript.empty(session)), running, whole);
                }));
    }

    private Uni<Optional<LoggedReply>> running(UserId user, SessionId session) {
        return ledger.running(user, session)
                .flatMap(reply ->
                        reply.map(ledger::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.filter(reply -> !reply.ended()));
    }

    private static History history(Transcript kept, Optional<LoggedReply> logged, boolean whole) {
        Optional<ReplyHeader> running = logged.map(LoggedReply::header)
                .filter(header -> kept.find(header.reply()).isEmpty());
        List<Turn> before = running.map(header -> kept.before(header.place())).orElseGet(kept::branch);
        List<Turn> turns = whole ? kept.turns() : before;
        Optional<ReplyId> newest = before.isEmpty()
                ? Optional.empty()
                : Optional.of(before.getLast().reply());
        List<History.Line> lines = new ArrayList<>(lines(turns));
        running.ifPresent(
                header -> lines.add(new History.Line(header.reply(), Message.user(header.question()), newest)));
        Optional<ReplyId> id = running.map(ReplyHeader::reply);
        return new History(kept.id(), kept.title(), kept.context(), lines, id, id.or(() -> newest));
    }

    /**
     * Makes another branch the current one: that of this turn, up to the latest one that follows it. Fails with {@code
     * REPLY_UNKNOWN} if there is no such turn, and with {@code SESSION_UNREACHABLE} if it cannot be done now.
     */
    public Uni<Void> choose(UserId user, SessionId session, ReplyId turn) {
        return traffic.read(user)
                .chain(() -> sessions.choose(user, session, turn))
                .invoke(isThere -> {
                    if (!isThere) {
                        throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * A conversation up to this reply, to go on from there. That is in the same session, if it is the latest turn; else
     * in another one, which begins with the turns up to it. Fails with {@code REPLY_UNKNOWN} if the session has no such
     * turn.
     */
    public Uni<Continuation> continuing(UserId user, SessionId session, ReplyId reply) {
        return traffic.read(user).chain(() -> sessions.find(user, session)).flatMap(kept -> {
            List<Turn> turns = kept.map(all -> all.upTo(reply)).orElse(List.of());
            if (turns.isEmpty()) {
                throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
            }
            boolean latest = kept.orElseThrow().branch().getLast().equals(turns.getLast());
            SessionId next = latest ? session : SessionId.random();
            Uni<Void> begun = latest ? Uni.createFrom().voidItem() : append(user, next, turns);
            return begun.replaceWith(new Continuation(next, !latest, lines(turns)));
        });
    }

    private Uni<Void> append(UserId user, SessionId session, List<Turn> turns) {
        return Multi.createFrom()
                .iterable(turns)
                .onItem()
                .transformToUniAndConcatenate(turn -> sessions.append(user, session, turn, Optional.empty()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static List<History.Line> lines(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream()
                        .map(message -> new History.Line(
                                turn.reply(), message, turn.place().parent())))
                .toList();
    }

    /** A bounded number of the user's conversations, the last used first. */
    public Uni<List<History.Entry>> list(UserId user) {
        return traffic.read(user).chain(() -> sessions.list(user)).map(sessions -> sessions.stream()
                .map(session -> new History.Entry(session.id(), session.title(), session.lastUse()))
                .toList());
    }

    /**
     * Erases the conversation, which may not exist. Its replies are erased first, so that none is stored afterwards.
     * Fails with {@code SESSION_UNREACHABLE} if that cannot be guaranteed now; the caller may try again.
     */
    public Uni<Void> erase(UserId user, SessionId session) {
        return traffic.delete(user)
                .chain(() -> ledger.erase(user, Optional.of(session)))
                .chain(() -> sessions.erase(user, session));
    }

    /**
     * Erases one reply and its turn; the others of the conversation stay. Fails with {@code REPLY_UNKNOWN} if there is
     * neither, and as {@link #erase} does.
     *
     * <p>The session is written anew: one that lost a turn would keep its words in the title and in the summary. What
     * followed the turn then follows the one before it. A turn that another reply adds in that moment is lost.
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
                    return ledger.erase(user, reply)
                            // One that went on from it begins with its words.
                            .chain(() ->
                                    ledger.erase(user, turn.map(Turn::reply).orElse(reply)))
                            .chain(() -> isKept
                                    ? without(turn.get(), user, found.getItem2().orElseThrow())
                                    : Uni.createFrom().voidItem());
                });
    }

    private Uni<Void> without(Turn erased, UserId user, Transcript kept) {
        SessionId session = kept.id();
        List<Turn> others = kept.turns().stream()
                .filter(turn -> turn != erased)
                .map(turn -> turn.place().parent().equals(Optional.of(erased.reply())) ? turn.at(erased.place()) : turn)
                .toList();
        List<Turn> branch = kept.branch();
        Optional<ReplyId> newest = branch.reversed().stream()
                .filter(turn -> turn != erased)
                .findFirst()
                .map(Turn::reply);
        return sessions.erase(user, session)
                .chain(() -> append(user, session, others))
                .chain(() -> newest.map(
                                turn -> sessions.choose(user, session, turn).replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Erases everything of the user; fails as {@link #erase} does. */
    public Uni<Void> eraseAll(UserId user) {
        return traffic.delete(user)
                .chain(() -> ledger.erase(user, Optional.empty()))
                .chain(() -> sessions.eraseAll(user))
                .chain(() -> limiter.forget(user));
    }
}
