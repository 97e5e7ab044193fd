package dev.runnel.reply;

import dev.runnel.FailureException;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.Takeover;
import dev.runnel.limit.RateLimiter;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.PreparedCall;
import dev.runnel.model.ReplyModel;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Goes on with replies that this process has taken over, or ends them. */
@Singleton
class TakenReplies {

    private static final Logger LOG = Logger.getLogger(TakenReplies.class);

    private final RunningReplies running;
    private final WaitingReplies waiting;
    private final ReplyQueue queue;
    private final Conversations conversations;
    private final EarlierTurns turns;
    private final ReplyModel model;
    private final RateLimiter limiter;
    private final ReplyMetrics metrics;

    TakenReplies(
            RunningReplies running,
            WaitingReplies waiting,
            ReplyQueue queue,
            Conversations conversations,
            EarlierTurns turns,
            ReplyModel model,
            RateLimiter limiter,
            ReplyMetrics metrics) {
        this.running = running;
        this.waiting = waiting;
        this.queue = queue;
        this.conversations = conversations;
        this.turns = turns;
        this.model = model;
        this.limiter = limiter;
        this.metrics = metrics;
    }

    /**
     * @param seen the last event that the viewer has seen who noticed
     * @param follow a reply's events from the first one on
     */
    Uni<Void> finish(Takeover taken, long seen, Function<ReplyId, Multi<SequencedEvent>> follow) {
        return taken.header().waits()
                ? queue.look(taken.header())
                        .map(line -> line.find(taken.header().reply())
                                .map(place -> taken.asking(place.message()))
                                .orElse(taken))
                        .flatMap(known -> goOn(known, seen, follow))
                : goOn(taken, seen, follow);
    }

    private Uni<Void> goOn(Takeover taken, long seen, Function<ReplyId, Multi<SequencedEvent>> follow) {
        metrics.tookOver();
        LOG.infof(
                "Reply %s continues here: the pod that wrote it is gone",
                taken.header().reply());
        if (taken.header().waits() && !taken.hasBegun()) {
            waiting.add(taken, follow);
            return Uni.createFrom().voidItem();
        }
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
        leave(taken).subscribe().with(unused -> taken.log()
                .append(new ReplyEvent.Failed(FailureException.of(thrown), header.reply(), header.session())));
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
        return leave(taken)
                .invoke(line -> {
                    limiter.adopt(taken.header().user(), taken.header().reply()).release();
                    taken.log().append(outcome.event(taken.header(), List.of()));
                    queue.goOn(line);
                })
                .replaceWithVoid();
    }

    private Uni<ReplyLine> leave(Takeover taken) {
        return queue.leave(
                taken.header(),
                taken.corrections().stream().map(Takeover.Steered::steer).toList());
    }

    private Uni<Void> askForTheRest(Takeover taken, long seen) {
        return Uni.combine()
                .all()
                .unis(conversations.reopen(taken), unlogged(taken))
                .asTuple()
                .invoke(both -> goOn(taken, both.getItem1(), both.getItem2(), seen))
                .replaceWithVoid();
    }

    /** The text of the earlier reply that this one continues, if the pod was gone before it had logged any. */
    private Uni<String> unlogged(Takeover taken) {
        return taken.text().isEmpty()
                ? turns.saidBefore(taken.header())
                : Uni.createFrom().item("");
    }

    private void goOn(Takeover taken, Conversation conversation, String unlogged, long seen) {
        ReplyHeader header = taken.header();
        // A trace of its own, which links to that of the pod before.
        ReplyTiming timing = metrics.begin(header, Span.getInvalid());
        Multi<ModelEvent> answer = model.stream(
                conversation.promptFrom(unlogged + taken.text()).corrected(taken.said()),
                timing.calls(),
                PreparedCall.NONE);
        OpenReply reply = new OpenReply(header, taken.log(), conversation, timing);
        running.add(reply, limiter.adopt(header.user(), header.reply()))
                .goOn(taken, unlogged, seen <= taken.lastSeq(), answer);
    }
}
