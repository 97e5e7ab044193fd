package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.limit.RateLimiter;
import dev.runnel.limit.Traffic;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Transcript;
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
     */
    public Uni<History> read(UserId user, SessionId session) {
        return traffic.read(user).chain(() -> running(user, session)).flatMap(running -> sessions.find(user, session)
                .map(kept -> {
                    if (kept.isEmpty() && running.isEmpty()) {
                        throw Failure.of(FailureCode.SESSION_UNKNOWN).asException();
                    }
                    return history(kept.orElseGet(() -> new Transcript(session, "", Context.NONE, List.of())), running);
                }));
    }

    private Uni<Optional<LoggedReply>> running(UserId user, SessionId session) {
        return ledger.running(user, session)
                .flatMap(reply ->
                        reply.map(ledger::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.filter(reply -> !reply.ended()));
    }

    private static History history(Transcript kept, Optional<LoggedReply> running) {
        List<History.Line> lines = new ArrayList<>();
        kept.turns().forEach(turn -> turn.messages()
                .forEach(message -> lines.add(new History.Line(turn.reply(), message))));
        Optional<LoggedReply> unremembered = running.filter(reply -> lines.stream()
                .noneMatch(line -> line.reply().equals(reply.header().reply())));
        unremembered
                .map(LoggedReply::header)
                .ifPresent(header -> lines.add(new History.Line(header.reply(), Message.user(header.question()))));
        Optional<ReplyId> id = unremembered.map(reply -> reply.header().reply());
        return new History(kept.id(), kept.title(), kept.context(), lines, id);
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

    /** Erases everything of the user; fails as {@link #erase} does. */
    public Uni<Void> eraseAll(UserId user) {
        return traffic.delete(user)
                .chain(() -> ledger.erase(user, Optional.empty()))
                .chain(() -> sessions.eraseAll(user))
                .chain(() -> limiter.forget(user));
    }
}
