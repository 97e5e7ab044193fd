package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.limit.Traffic;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What waits in a conversation: it can be read, changed and withdrawn until its turn has come. */
@Singleton
public class WaitingMessages {

    private final ReplyLines lines;
    private final ReplyQueue queue;
    private final EventLog ledger;
    private final RunningReplies running;
    private final Traffic traffic;

    WaitingMessages(ReplyLines lines, ReplyQueue queue, EventLog ledger, RunningReplies running, Traffic traffic) {
        this.lines = lines;
        this.queue = queue;
        this.ledger = ledger;
        this.running = running;
        this.traffic = traffic;
    }

    /** All of them, in the order in which they will be asked. */
    public Uni<List<WaitingMessage>> list(UserId user, SessionId session) {
        return traffic.read(user).chain(() -> lines.look(user, session)).map(line -> line.waiting().stream()
                .map(WaitingMessages::message)
                .toList());
    }

    /**
     * Changes one of them.
     *
     * @param message what is asked instead; empty for the same
     * @param when when; empty for the same
     * @return the message as it is now. Fails with {@code REPLY_UNKNOWN} if it does not wait, and with {@code
     *     SESSION_UNREACHABLE} if it cannot be changed now
     */
    public Uni<WaitingMessage> change(
            UserId user, SessionId session, ReplyId reply, Optional<String> message, Optional<When> when) {
        return traffic.read(user)
                .chain(() -> lines.changeWaiting(user, session, reply, line -> {
                    waiting(line, reply);
                    return line.changed(reply, message, when);
                }))
                .invoke(queue::tell)
                .map(line -> message(waiting(line, reply)))
                // A client that disconnects meanwhile does not keep the running reply from hearing of it.
                .memoize()
                .indefinitely();
    }

    /**
     * Withdraws one of them; does nothing if it does not wait. Its reply ends as one that was stopped. Fails with
     * {@code SESSION_UNREACHABLE} if that cannot be done now.
     */
    public Uni<Void> withdraw(UserId user, SessionId session, ReplyId reply) {
        return traffic.delete(user)
                .chain(() -> withdrawn(user, session, reply))
                .flatMap(isWithdrawn ->
                        isWithdrawn ? end(reply) : Uni.createFrom().voidItem())
                .memoize()
                .indefinitely();
    }

    /** Whether it is withdrawn now. */
    private Uni<Boolean> withdrawn(UserId user, SessionId session, ReplyId reply) {
        return lines.changeWaiting(user, session, reply, line -> line.withdrawn(List.of(reply)))
                .invoke(queue::tell)
                .map(line -> line.stateOf(reply).equals(Optional.of(ReplyLine.State.WITHDRAWN)));
    }

    /** Withdraws all, because the conversations are being erased: none is to be asked when another one ends. */
    Uni<Void> withdrawAll(UserId user, SessionId session) {
        return lines.change(
                        user,
                        session,
                        line -> line.withdrawn(line.waiting().stream()
                                .map(ReplyLine.Place::reply)
                                .toList()))
                .replaceWithVoid();
    }

    /** Ends a reply with the text so far, whether it waits or runs. */
    Uni<Void> stop(LoggedReply logged) {
        ReplyHeader header = logged.header();
        Uni<Boolean> withdrawn = header.waits()
                ? withdrawn(header.user(), header.session(), header.reply())
                : Uni.createFrom().item(false);
        return withdrawn.chain(() -> end(header.reply()));
    }

    private Uni<Void> end(ReplyId reply) {
        return running.find(reply)
                .map(here -> {
                    here.stop(FinishReason.STOPPED);
                    return Uni.createFrom().voidItem();
                })
                .orElseGet(() -> ledger.requestStop(reply));
    }

    private static ReplyLine.Place waiting(ReplyLine line, ReplyId reply) {
        return line.waiting().stream()
                .filter(place -> place.reply().equals(reply))
                .findFirst()
                .orElseThrow(() -> Failure.of(FailureCode.REPLY_UNKNOWN).asException());
    }

    private static WaitingMessage message(ReplyLine.Place place) {
        When when =
                switch (place.state()) {
                    case STEERING -> When.STEER;
                    case INTERRUPTING -> When.INTERRUPT;
                    case QUEUED, RUNNING, WITHDRAWN -> When.QUEUE;
                };
        return new WaitingMessage(place.reply(), place.message(), when, Instant.ofEpochMilli(place.since()));
    }
}
