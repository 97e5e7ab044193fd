package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.insight.Insight;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.model.ModelEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.CompletableFuture;

/**
 * One reply while it runs. It runs whether or not somebody watches: viewers follow its log.
 *
 * <pre>
 * asked ─► streaming ─► settling (suggestions, the session) ─► ended (the terminal event is in the log)
 *   └──────────┼───────► stopped, at a cap, orphaned, failed ─► settling
 *              ├───────► handed over (another pod goes on)
 *              └───────► forgotten (the user erased it)
 * </pre>
 */
final class Reply {

    private final ReplyHeader header;
    private final ReplyLog log;
    private final Conversation conversation;
    private final Runnable onEnd;
    private final ReplyDeadlines deadlines;
    private final ReplyTiming timing;
    private final ReplyLength length;
    private volatile ModelEvent.Asked asked = new ModelEvent.Asked("", "");
    /** The subscription to the model's answer: whoever cancels may be faster than whoever subscribes. */
    private final CompletableFuture<Cancellable> call = new CompletableFuture<>();

    private boolean settling;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    /** @param onEnd settles what was taken for the reply */
    Reply(
            ReplyHeader header,
            ReplyLog log,
            ReplyConfig config,
            ReplyDeadlines deadlines,
            Conversation conversation,
            ReplyTiming timing,
            Runnable onEnd) {
        this.header = header;
        this.log = log;
        this.length = new ReplyLength(config);
        this.deadlines = deadlines;
        this.conversation = conversation;
        this.timing = timing;
        this.onEnd = onEnd;
    }

    /** Tells viewers that the reply is on its way, and starts the model. */
    void run(Multi<ModelEvent> answer) {
        progress(ReplyEvent.Stage.PROCESSING);
        // A context that is known is told before the model is heard, which may speak on another thread.
        conversation.understand(this::append);
        listen(answer);
    }

    /**
     * Goes on with a reply that another pod has begun.
     *
     * @param said its text so far
     * @param announce whether to tell viewers: not when one of them has already seen events under the next numbers,
     *     which were lost with the other pod; it would miss as many words as are written here first
     */
    void goOn(String said, boolean announce, Multi<ModelEvent> answer) {
        synchronized (this) {
            length.begin(said);
        }
        if (announce) {
            progress(ReplyEvent.Stage.RESUMED);
        }
        listen(answer);
    }

    private void listen(Multi<ModelEvent> answer) {
        call.complete(answer.subscribe().with(this::onEvent, this::fail, this::failIfUnfinished));
    }

    private void hangUp() {
        call.thenAccept(Cancellable::cancel);
    }

    /** Leaves the reply to another pod: nothing is remembered and no end is told, for it goes on there. */
    void handOver() {
        if (breakOff("handed_over")) {
            log.abandon();
        }
    }

    /**
     * Erases the reply: nothing is remembered, and its log is closed by whoever asks for this.
     *
     * @return done when nothing of it is written any more
     */
    Uni<Void> forget() {
        breakOff("erased");
        return Uni.createFrom().completionStage(left);
    }

    /** Ends what runs for the reply; false when it is ending by itself. */
    private boolean breakOff(String outcome) {
        synchronized (this) {
            if (settling) {
                return false;
            }
            settling = true;
        }
        hangUp();
        conversation.insightCall().cancel();
        leave();
        timing.trace().ended(outcome);
        return true;
    }

    /** Nothing can go on. */
    void fail(Throwable thrown) {
        settle(new Outcome.Broken(FailureException.of(thrown)));
    }

    private void failIfUnfinished() {
        fail(Failure.of(FailureCode.PROVIDER_CUT).asException());
    }

    /** Ends the reply with what it has: {@code STOPPED} or {@code LIMIT}. Does nothing when it has ended. */
    void stop(FinishReason reason) {
        if (settle(new Outcome.Ended(asked, reason))) {
            hangUp();
        }
    }

    /** Somebody follows the reply at the log. */
    void viewed() {
        deadlines.viewed();
    }

    /** Called every so often by the one clock of this process. */
    void tick(long now) {
        switch (deadlines.check(now, log::viewers)) {
            case NONE -> {}
            case HEARTBEAT -> progress(ReplyEvent.Stage.WAITING);
            case ORPHANED -> stop(FinishReason.STOPPED);
            case OVERDUE -> stop(FinishReason.LIMIT);
        }
    }

    private void onEvent(ModelEvent event) {
        switch (event) {
            case ModelEvent.Asked provider -> onAsked(provider);
            case ModelEvent.Thinking unused -> progress(ReplyEvent.Stage.THINKING);
            case ModelEvent.Continuing unused -> onContinuing();
            case ModelEvent.Token token -> onToken(token.text());
            case ModelEvent.Finished finished -> settle(new Outcome.Completed(finished));
        }
    }

    private void onAsked(ModelEvent.Asked provider) {
        String before;
        boolean silent;
        synchronized (this) {
            before = asked.provider();
            silent = length.isZero();
            asked = provider;
        }
        timing.asked(before, provider.provider());
        if (!before.isEmpty() && silent) {
            progress(ReplyEvent.Stage.RETRYING);
        }
    }

    private void onContinuing() {
        timing.continued();
        progress(ReplyEvent.Stage.CONTINUING);
    }

    private void progress(ReplyEvent.Stage stage) {
        append(new ReplyEvent.Progress(stage, header.reply(), header.session()));
    }

    private void onToken(String token) {
        long received = System.nanoTime();
        boolean first;
        boolean full;
        synchronized (this) {
            if (settling) {
                return;
            }
            full = length.add(token);
            first = length.chunks() == 1;
        }
        append(new ReplyEvent.Chunk(token));
        if (first) {
            timing.firstChunk(received);
        }
        if (full) {
            stop(FinishReason.LIMIT);
        }
    }

    private void append(ReplyEvent event) {
        if (log.append(event)) {
            deadlines.touch();
        } else {
            // It was erased before it was known to run here.
            forget();
        }
    }

    /** The session is written before viewers learn the end: the next message may follow at once and must see it. */
    private boolean settle(Outcome outcome) {
        synchronized (this) {
            if (settling) {
                return false;
            }
            settling = true;
        }
        String said = log.seal();
        if (!(outcome instanceof Outcome.Completed)) {
            conversation.insightCall().cancel();
        }
        conversation
                .settle(header.reply(), Message.assistant(said, outcome.status()))
                .subscribe()
                .with(insight -> end(outcome, insight));
        return true;
    }

    /** The slot among the running replies is free before viewers learn the end: the next message may follow at once. */
    private void end(Outcome outcome, Insight insight) {
        leave();
        log.append(outcome.event(header, insight.suggestions()));
        timing.ended(header.reply(), length.chunks(), outcome);
    }

    private void leave() {
        onEnd.run();
        left.complete(null);
    }
}
