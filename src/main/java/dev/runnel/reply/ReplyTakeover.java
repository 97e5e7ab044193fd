package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.UnreadableReplyException;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Takes over a reply when the pod that writes it is gone. The first pod with a viewer that notices continues from the
 * text in the log. Viewers see a pause.
 */
@Startup
@Singleton
class ReplyTakeover implements EventLog.Listener {

    private static final Logger LOG = Logger.getLogger(ReplyTakeover.class);

    private final EventLog ledger;
    private final RunningReplies running;
    private final ReplyDrain drain;
    private final ReplyQueue queue;
    private final TakenReplies taken;

    ReplyTakeover(EventLog ledger, RunningReplies running, ReplyDrain drain, ReplyQueue queue, TakenReplies taken) {
        this.ledger = ledger;
        this.running = running;
        this.drain = drain;
        this.queue = queue;
        this.taken = taken;
    }

    @PostConstruct
    void listen() {
        ledger.listen(this);
        queue.listen(this::seeToIt);
    }

    /** Follows a reply that should begin until it says something: only a viewer notices that its pod is gone. */
    private void seeToIt(ReplyId reply) {
        if (running.find(reply).isEmpty()) {
            ledger.find(reply)
                    .onItem()
                    .transformToMulti(found -> found.map(logged -> follow(reply, logged.lastSeq()))
                            .orElseGet(() -> Multi.createFrom().empty()))
                    .select()
                    .first()
                    .subscribe()
                    .with(event -> {}, thrown -> LOG.debugf("The next reply is out of reach: %s", thrown.toString()));
        }
    }

    @Override
    public void lineChanged(ReplyId reply) {
        running.lineChanged(reply);
    }

    @Override
    public void stopRequested(ReplyId reply) {
        running.find(reply).ifPresent(found -> found.stop(FinishReason.STOPPED));
    }

    @Override
    public void lost(ReplyId reply) {
        running.find(reply).ifPresent(LocalReply::handOver);
    }

    @Override
    public Uni<Void> erased(ReplyId reply) {
        return running.find(reply).map(LocalReply::forget).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    /** A reply's events after {@code after}, from the pod that writes it, or from this one if none does. */
    Multi<SequencedEvent> follow(ReplyId reply, long after) {
        AtomicLong seen = new AtomicLong(after);
        return ledger.follow(reply, after)
                // Only after the log counts the viewer: the timer may check in between.
                .onSubscription()
                .invoke(() -> running.find(reply).ifPresent(LocalReply::viewed))
                .invoke(event -> seen.set(event.seq()))
                // One operator for both: each costs something for each token.
                .onFailure(ReplyTakeover::isEndOfLog)
                .recoverWithMulti(thrown -> thrown instanceof AbandonedReplyException
                        ? takeOver(reply, seen.get())
                        : Multi.createFrom().item(unreadable(reply, seen.get() + 1)));
    }

    private static boolean isEndOfLog(Throwable thrown) {
        return thrown instanceof AbandonedReplyException || thrown instanceof UnreadableReplyException;
    }

    private static SequencedEvent unreadable(ReplyId reply, long seq) {
        return new SequencedEvent(seq, new ReplyEvent.Failed(Failure.of(FailureCode.INTERNAL_ERROR), reply, null));
    }

    private Multi<SequencedEvent> takeOver(ReplyId reply, long seen) {
        if (drain.isDraining()) {
            return Multi.createFrom().empty();
        }
        return ledger.takeOver(reply)
                .flatMap(won -> won.map(mine -> taken.finish(mine, seen, this::follow))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                // A viewer that leaves meanwhile cancels nothing: a reply whose takeover was cut short would never get
                // a writer again.
                .memoize()
                .indefinitely()
                .onItem()
                .transformToMulti(unused -> follow(reply, seen))
                .onFailure(UnreadableReplyException.class)
                .recoverWithItem(() -> unreadable(reply, seen + 1));
    }

    /** All of a reply's events. */
    Multi<SequencedEvent> follow(ReplyId reply) {
        return follow(reply, -1);
    }
}
