package dev.runnel.reply;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out when the turn of a waiting reply has come. It follows the reply before it to its end, as any viewer does: so it
 * goes on when that one's pod dies, too.
 */
final class LineWatch {

    /** A word about the line may be lost. Longer than a reply is looked for while Redis is away. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration LOOK_IF_URGENT = Duration.ofSeconds(1);
    private static final Duration LOOK_IF_STEERING = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofMillis(100);

    private static final Cancellable NOTHING = () -> {};

    private final ReplyHeader header;
    private final ReplyQueue queue;
    private final Function<ReplyId, Multi<SequencedEvent>> follow;
    private final WaitingReply reply;

    private Optional<ReplyId> followed = Optional.empty();
    /** The same, also while it cannot be followed. */
    private volatile Optional<ReplyId> awaited = Optional.empty();

    /** Whether there was no reply that could be steered when this looked last. */
    private boolean isOutOfReach;

    private Cancellable following = NOTHING;
    private Cancellable timer = NOTHING;
    private long unknownSince;

    /** @param follow a reply's events from the first one on, whichever pod writes it */
    LineWatch(
            ReplyHeader header, ReplyQueue queue, Function<ReplyId, Multi<SequencedEvent>> follow, WaitingReply reply) {
        this.header = header;
        this.queue = queue;
        this.follow = follow;
        this.reply = reply;
    }

    /** While another reply is followed, its end decides: a pod that was paused may have left the line before that. */
    void look() {
        decide(isFollowing() ? queue.look(header) : queue.next(header));
    }

    private boolean isFollowing() {
        return followed().isPresent();
    }

    private synchronized Optional<ReplyId> followed() {
        return followed;
    }

    void lookSoon() {
        later(LOOK_IF_URGENT);
    }

    synchronized void end() {
        following.cancel();
        timer.cancel();
    }

    private synchronized void later(Duration wait) {
        timer.cancel();
        timer = reply.isWaiting()
                ? Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(wait)
                        .subscribe()
                        .with(unused -> look())
                : NOTHING;
    }

    private void decide(Uni<ReplyLine> line) {
        if (reply.isWaiting()) {
            line.subscribe().with(this::decide, thrown -> later(LOOK_IF_URGENT));
        }
    }

    private void decide(ReplyLine line) {
        if (!reply.isWaiting()) {
            return;
        }
        Optional<ReplyLine.Place> place = line.find(header.reply());
        if (place.isEmpty()) {
            decide(queue.enterAgain(header, awaited));
            return;
        }
        switch (place.get().state()) {
            case RUNNING -> reply.begin(place.get().message());
            case WITHDRAWN -> withdrawn(place.get().taker().or(this::followed));
            case STEERING -> steer(line);
            case QUEUED, INTERRUPTING -> {
                reply.isAskedInTurn();
                follow(line);
            }
        }
    }

    /** While Redis is away, a reply of another pod hears of no message. A connection in doubt is so for less than a look. */
    private synchronized void steer(ReplyLine line) {
        boolean wasOutOfReach = isOutOfReach;
        isOutOfReach = line.running().isEmpty();
        if (!isOutOfReach) {
            follow(line);
        } else if (wasOutOfReach) {
            decide(queue.askInTurn(header));
        } else {
            later(LOOK_IF_STEERING);
        }
    }

    private synchronized void follow(ReplyLine line) {
        boolean isUrgent = line.stateOf(header.reply())
                .filter(state -> state != ReplyLine.State.QUEUED)
                .isPresent();
        if (isUrgent) {
            queue.tell(line);
        }
        Optional<ReplyId> before = line.blocker(header.reply());
        boolean hasLeft = followed.filter(reply -> line.find(reply).isEmpty()).isPresent();
        if (before.isEmpty() && hasLeft) {
            // Its end is about to come; here it may be hidden, because another pod has written it.
            followAnew();
            // Even if it is urgent: to follow has to have the time to fail.
            later(LOOK);
            return;
        }
        follow(before);
        if (before.isPresent()) {
            later(isUrgent ? LOOK_IF_URGENT : LOOK);
        } else {
            decide(queue.next(header));
        }
    }

    private void followAnew() {
        following.cancel();
        followed.ifPresent(this::follow);
    }

    private void follow(Optional<ReplyId> before) {
        if (!before.equals(followed)) {
            following.cancel();
            following = NOTHING;
            followed = before;
            awaited = before;
            before.ifPresent(this::follow);
        }
    }

    private void follow(ReplyId before) {
        if (!reply.isWaiting()) {
            return;
        }
        following = decisive(before).subscribe().with(event -> ended(before, event), thrown -> failed(before, thrown));
    }

    /** On a thread of its own. */
    private Uni<SequencedEvent> decisive(ReplyId before) {
        return SteeredReplies.decisive(follow.apply(before), header.reply())
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    /** @param event null if this process stops */
    private void ended(ReplyId before, SequencedEvent event) {
        if (event == null) {
            followAgain();
        } else if (event.event() instanceof ReplyEvent.Steered steered) {
            reply.takenIn(steered, event.seq());
        } else {
            goOnAfter(before);
        }
    }

    private void goOnAfter(ReplyId before) {
        unknownSince = 0;
        awaited = Optional.empty();
        decide(queue.nextAfter(header, before));
    }

    private void failed(ReplyId before, Throwable thrown) {
        boolean isUnknown =
                thrown instanceof FailureException known && known.failure().code() == FailureCode.REPLY_UNKNOWN;
        if (!isUnknown) {
            unknownSince = 0;
        } else if (unknownSince == 0) {
            unknownSince = System.nanoTime();
        }
        if (isUnknown && System.nanoTime() - unknownSince > ReplyLines.ABOUT_TO_OPEN.toNanos()) {
            // It was erased, or its pod was killed before it was more than a place.
            reply.waitedInVainFor(before);
            goOnAfter(before);
        } else {
            followAgain();
        }
    }

    private synchronized void followAgain() {
        followed = Optional.empty();
        later(SOON);
    }

    /**
     * Nobody wants an answer any more, or another reply has taken the message in, and says so.
     *
     * @param taker that one, as far as it is known: a pod of an older version does not name it
     */
    private void withdrawn(Optional<ReplyId> taker) {
        taker.map(this::decisive)
                .orElseGet(() -> Uni.createFrom().nullItem())
                .ifNoItem()
                .after(ReplyLines.ABOUT_TO_OPEN)
                .recoverWithItem((SequencedEvent) null)
                .subscribe()
                .with(
                        event -> {
                            if (event != null && event.event() instanceof ReplyEvent.Steered steered) {
                                reply.takenIn(steered, event.seq());
                            } else {
                                reply.stop(FinishReason.STOPPED);
                            }
                        },
                        thrown -> reply.stop(FinishReason.STOPPED));
    }
}
