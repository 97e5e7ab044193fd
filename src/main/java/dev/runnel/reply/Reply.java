package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.model.ModelEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One reply while it runs. It runs whether anybody follows it or not: viewers read its log.
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
    private final ReplyDeadlines deadlines;
    private final ReplyTiming timing;
    private final ReplyLength length;
    private final ShownReasoning reasoning;
    private volatile ModelEvent.Asked asked = new ModelEvent.Asked("", "");
    private final AnswerSubscription call = new AnswerSubscription();
    private final ReplyEnd end;

    /** @param onEnd releases what was reserved for the reply */
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
        this.reasoning = new ShownReasoning(config);
        this.deadlines = deadlines;
        this.conversation = conversation;
        this.timing = timing;
        this.end = new ReplyEnd(header, log, conversation, timing, onEnd);
    }

    /**
     * Tells viewers that the reply has begun, and subscribes to the model.
     *
     * @param said the text of an earlier reply, with which this one begins; may be empty
     */
    void run(String said, Multi<ModelEvent> answer) {
        progress(ReplyEvent.Stage.PROCESSING);
        if (!said.isEmpty()) {
            begin(said);
            append(new ReplyEvent.Chunk(said));
        }
        // A context that is already known is sent before the model's first event, which may come on another thread.
        conversation.understand(this::append);
        listen(answer);
    }

    /**
     * Continues a reply that another pod has begun.
     *
     * @param said its text so far
     * @param hasReasoning whether viewers were shown what the model thinks
     * @param announce whether to tell viewers. Not if one of them has already seen events under the next numbers, which
     *     were lost with the other pod: the viewer would skip as much of the text as is written here under those
     *     numbers
     */
    void goOn(String said, boolean hasReasoning, boolean announce, Multi<ModelEvent> answer) {
        synchronized (this) {
            length.begin(said);
            if (hasReasoning || !said.isEmpty()) {
                reasoning.end();
            }
        }
        if (announce) {
            progress(ReplyEvent.Stage.RESUMED);
        }
        listen(answer);
    }

    private synchronized void begin(String said) {
        length.begin(said);
    }

    private void listen(Multi<ModelEvent> answer) {
        call.start(answer, this::onEvent, this::fail, this::failIfUnfinished);
    }

    /** Leaves the reply to another pod: nothing is stored and no end is sent, because the reply continues there. */
    void handOver() {
        if (end.endHere("handed_over", call::cancel)) {
            log.abandon();
        }
    }

    /**
     * Erases the reply: nothing is stored. The caller closes its log.
     *
     * @return completes when nothing more is written of it
     */
    Uni<Void> forget() {
        end.endHere("erased", call::cancel);
        return end.writesDone();
    }

    /** Ends the reply with a failure. */
    void fail(Throwable thrown) {
        settle(new Outcome.Broken(FailureException.of(thrown)));
    }

    private void failIfUnfinished() {
        fail(Failure.of(FailureCode.PROVIDER_CUT).asException());
    }

    /** Ends the reply with the text so far: {@code STOPPED} or {@code LIMIT}. Does nothing if it has ended. */
    void stop(FinishReason reason) {
        if (settle(new Outcome.Ended(asked, reason))) {
            call.cancel();
        }
    }

    /** A viewer has begun to follow the reply. */
    void viewed() {
        deadlines.viewed();
    }

    /** Called several times a second by this process's timer. */
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
            case ModelEvent.Reasoning thought -> onReasoning(thought.text());
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
            reasoning.asked();
        }
        timing.asked(before, provider.provider());
        if (!before.isEmpty() && silent) {
            progress(ReplyEvent.Stage.RETRYING);
        }
    }

    private void onContinuing() {
        synchronized (this) {
            reasoning.end();
        }
        timing.continued();
        progress(ReplyEvent.Stage.CONTINUING);
    }

    private void progress(ReplyEvent.Stage stage) {
        append(new ReplyEvent.Progress(stage, header.reply(), header.session()));
    }

    private void onReasoning(String thought) {
        String shown;
        synchronized (this) {
            shown = end.hasBegun() ? "" : reasoning.next(thought);
        }
        if (!shown.isEmpty()) {
            append(new ReplyEvent.Reasoning(shown));
        }
    }

    private void onToken(String token) {
        long received = System.nanoTime();
        boolean first;
        boolean full;
        synchronized (this) {
            if (end.hasBegun()) {
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
            // It was erased before this process was known to write it.
            forget();
        }
    }

    private boolean settle(Outcome outcome) {
        return end.settle(outcome, length::chunks);
    }
}
