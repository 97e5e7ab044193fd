package dev.runnel.reply;

import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.When;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine.State;
import dev.runnel.ledger.ReplyLines;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Finds the replies that have taken in what was to steer them. */
@Singleton
class SteeredReplies {

    /** A correction is taken in soon, or waits as any other message. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration ABOUT_TO_OPEN = Duration.ofMillis(50);
    private static final int LOOKS = 20;

    private final EventLog ledger;
    private final ReplyLines lines;
    private final ReplyTakeover takeover;

    SteeredReplies(EventLog ledger, ReplyLines lines, ReplyTakeover takeover) {
        this.ledger = ledger;
        this.lines = lines;
        this.takeover = takeover;
    }

    static boolean isSteer(Question question) {
        return question.joins().equals(Optional.of(When.STEER));
    }

    /**
     * Claims the question's key for its reply.
     *
     * @return the reply that has the key already; empty if it is this one's now, or if there is no key
     */
    Uni<Optional<ReplyId>> claim(Starting steer) {
        return steer.question()
                .key()
                .map(key -> ledger.claim(
                        steer.question().user(), key, steer.header().reply()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** It did not start. */
    Uni<Void> release(Starting steer) {
        return steer.question()
                .key()
                .map(key -> ledger.release(
                        steer.question().user(), key, steer.header().reply()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Where the message of a reply is answered that another one has taken in, or else that reply. Known when that is decided.
     */
    Uni<Started> find(ReplyId steer) {
        return opened(steer)
                .flatMap(found -> found.map(this::isAskedInTurn)
                        .orElseGet(() -> Uni.createFrom().item(true)))
                .flatMap(isAskedInTurn ->
                        isAskedInTurn ? Uni.createFrom().item(Optional.<SequencedEvent>empty()) : steered(steer, steer))
                .flatMap(there -> there.map(event -> ((ReplyEvent.Steered) event.event()).reply())
                        .map(reply -> steered(reply, steer)
                                .map(event -> event.map(said -> new Started(reply, said.seq() - 1))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(started -> started.orElseGet(() -> Started.of(steer)))
                .onFailure()
                .recoverWithItem(() -> Started.of(steer));
    }

    /** Whoever has claimed its key may still be about to open it. */
    private Uni<Optional<LoggedReply>> opened(ReplyId steer) {
        return Uni.createFrom()
                .deferred(() -> ledger.find(steer))
                .repeat()
                .withDelay(ABOUT_TO_OPEN)
                .whilst(Optional::isEmpty)
                .select()
                .first(LOOKS)
                .collect()
                .last();
    }

    /** Whether it is asked in its turn. Otherwise its own log says, at its end, which reply has taken it in. */
    private Uni<Boolean> isAskedInTurn(LoggedReply logged) {
        ReplyHeader header = logged.header();
        return logged.ended()
                ? Uni.createFrom().item(false)
                : Uni.createFrom()
                        .deferred(() -> lines.look(header.user(), header.session()))
                        .map(line -> line.stateOf(header.reply()))
                        .repeat()
                        .withDelay(LOOK)
                        .whilst(Optional.of(State.STEERING)::equals)
                        .collect()
                        .last()
                        .map(state -> state.isPresent() && !state.equals(Optional.of(State.WITHDRAWN)));
    }

    private Uni<Optional<SequencedEvent>> steered(ReplyId reply, ReplyId steer) {
        return decisive(takeover.follow(reply), steer)
                .map(event -> Optional.ofNullable(event).filter(said -> !said.isTerminal()));
    }

    /** The event with which a reply takes this message in, or else its last one; null if this process stops before. */
    static Uni<SequencedEvent> decisive(Multi<SequencedEvent> reply, ReplyId steer) {
        return reply.select()
                .where(event -> event.isTerminal()
                        || (event.event() instanceof ReplyEvent.Steered said
                                && said.steer().equals(steer)))
                .toUni();
    }
}
