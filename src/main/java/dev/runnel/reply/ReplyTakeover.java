package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.Takeover;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.limit.RateLimiter;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.PreparedCall;
import dev.runnel.model.ReplyModel;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.List;
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
    private final Conversations conversations;
    private final ReplyModel model;
    private final RateLimiter limiter;
    private final ReplyMetrics metrics;

    ReplyTakeover(
            EventLog ledger,
            RunningReplies running,
            ReplyDrain drain,
            Conversations conversations,
            ReplyModel model,
            RateLimiter limiter,
            ReplyMetrics metrics) {
        this.ledger = ledger;
        this.running = running;
        this.drain = drain;
        this.conversations = conversations;
        this.model = model;
        this.limiter = limiter;
        this.metrics = metrics;
    }

    @PostConstruct
    void listen() {
        ledger.listen(this);
    }

    @Override
    public void stopRequested(ReplyId reply) {
        running.find(reply).ifPresent(found -> found.stop(FinishReason.STOPPED));
    }

    @Override
    public void lost(ReplyId reply) {
        running.find(reply).ifPresent(Reply::handOver);
    }

    @Override
    public Uni<Void> erased(ReplyId reply) {
        return running.find(reply).map(Reply::forget).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    /** A reply's events after {@code after}, from the pod that writes it, or from this one if none does. */
    Multi<SequencedEvent> follow(ReplyId reply, long after) {
        AtomicLong seen = new AtomicLong(after);
        return ledger.follow(reply, after)
                // Only after the log counts the viewer: the timer may check in between.
                .onSubscription()
                .invoke(() -> running.find(reply).ifPresent(Reply::viewed))
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
                .flatMap(taken -> taken.map(mine -> finish(mine, seen))
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

    private Uni<Void> finish(Takeover taken, long seen) {
        metrics.tookOver();
        LOG.infof(
                "Reply %s continues here: the pod that wrote it is gone",
                taken.header().reply());
        if (taken.callsTools()) {
            return end(taken, Outcome.ofCalls());
        }
        return conversations
                .kept(taken.header())
                .flatMap(kept -> kept.filter(answer -> answer.text().startsWith(taken.text()))
                        .map(answer -> tellKeptAnswer(taken, answer))
                        .orElseGet(() -> askForTheRest(taken, seen)))
                .onFailure()
                .invoke(thrown -> giveUp(taken, thrown))
                .onFailure()
                .recoverWithNull();
    }

    /** No other pod takes the reply while this one lives, so its viewers must not wait. */
    private void giveUp(Takeover taken, Throwable thrown) {
        ReplyHeader header = taken.header();
        LOG.errorf(
                thrown, "Reply %s could not be continued here and ends as failed. Please report this", header.reply());
        limiter.adopt(header.user(), header.reply()).release();
        taken.log().append(new ReplyEvent.Failed(FailureException.of(thrown), header.reply(), header.session()));
    }

    /** The dead pod had stored the whole answer in the session: viewers get what they lack of it. */
    private Uni<Void> tellKeptAnswer(Takeover taken, Message answer) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> {
                    String rest = answer.text().substring(taken.text().length());
                    if (!rest.isEmpty()) {
                        taken.log().append(new ReplyEvent.Chunk(rest));
                    }
                })
                .chain(() -> conversations.handOnAgain(taken, answer))
                .chain(() -> end(taken, Outcome.ofKept(answer)));
    }

    private Uni<Void> end(Takeover taken, Outcome outcome) {
        return Uni.createFrom().voidItem().invoke(() -> {
            limiter.adopt(taken.header().user(), taken.header().reply()).release();
            taken.log().append(outcome.event(taken.header(), List.of()));
        });
    }

    private Uni<Void> askForTheRest(Takeover taken, long seen) {
        return conversations
                .reopen(taken)
                .invoke(conversation -> {
                    // A trace of its own, which links to that of the pod before.
                    ReplyTiming timing = metrics.begin(taken.header(), Span.getInvalid());
                    Multi<ModelEvent> answer = model.stream(
                            conversation.promptFrom(taken.text()),
                            timing.trace().span(),
                            PreparedCall.NONE);
                    running.add(
                                    taken.header(),
                                    taken.log(),
                                    conversation,
                                    limiter.adopt(
                                            taken.header().user(),
                                            taken.header().reply()),
                                    timing)
                            .goOn(taken.text(), taken.hasReasoning(), seen <= taken.lastSeq(), answer);
                })
                .replaceWithVoid();
    }
}
