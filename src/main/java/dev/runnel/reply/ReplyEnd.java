package dev.runnel.reply;

import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.insight.Insight;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** Ends one reply on this pod. If several ends come at the same moment, only the first one counts. */
final class ReplyEnd {

    private final ReplyHeader header;
    private final ReplyLog log;
    private final Conversation conversation;
    private final ReplyTiming timing;
    private final ReplyQueue queue;
    private final Corrections corrections;
    private final Runnable onEnd;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> writesDone = new CompletableFuture<>();

    /**
     * @param corrections what the user said while it was written
     * @param onEnd releases what was reserved for the reply
     */
    ReplyEnd(OpenReply reply, ReplyQueue queue, Corrections corrections, Runnable onEnd) {
        this.header = reply.header();
        this.log = reply.log();
        this.conversation = reply.conversation();
        this.timing = reply.timing();
        this.queue = queue;
        this.corrections = corrections;
        this.onEnd = onEnd;
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** Completes when nothing more is written of the reply. */
    Uni<Void> writesDone() {
        return Uni.createFrom().completionStage(writesDone);
    }

    /** Whether the caller is the first to end the reply, and has to do it. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /**
     * Ends the reply for its viewers, after {@link #begin}. The session is written before they learn of the end: the next
     * message may follow at once and must see this turn.
     *
     * @param chunks how many were sent
     */
    void settle(Outcome outcome, IntSupplier chunks) {
        String said = log.seal();
        if (!(outcome instanceof Outcome.Completed)) {
            conversation.insightCall().cancel();
        }
        conversation
                .settle(header.reply(), Message.assistant(said, outcome.status(), corrections.all()), outcome)
                // What is asked now has not to wait for this reply.
                .flatMap(insight ->
                        queue.leave(header, corrections.steers()).invoke(line -> appendEnd(outcome, insight, chunks)))
                .subscribe()
                .with(queue::goOn);
    }

    /** Frees the reply's slot before viewers learn of the end: the next message may follow at once. */
    private void appendEnd(Outcome outcome, Insight insight, IntSupplier chunks) {
        release();
        if (!outcome.calls().isEmpty()) {
            log.append(new ReplyEvent.ToolCalls(outcome.calls()));
        }
        log.append(outcome.event(header, insight.suggestions()));
        timing.ended(header.reply(), chunks.getAsInt(), outcome);
    }

    /**
     * Ends the reply on this pod only: nothing is stored, and no terminal event is written.
     *
     * @param stopModel cancels the model's answer, before {@link #writesDone} completes
     * @return false if the reply is ending already
     */
    boolean endHere(String outcome, Runnable stopModel) {
        if (!begin()) {
            return false;
        }
        endNow(outcome, stopModel);
        release();
        return true;
    }

    /** The same of a reply that is erased: none waits for it any more. */
    void forget(Runnable stopModel) {
        if (begin()) {
            endNow("erased", stopModel);
            queue.leave(header, corrections.steers()).subscribe().with(line -> {
                release();
                queue.goOn(line);
            });
        }
    }

    private void endNow(String outcome, Runnable stopModel) {
        stopModel.run();
        conversation.insightCall().cancel();
        timing.trace().ended(outcome);
    }

    private void release() {
        onEnd.run();
        writesDone.complete(null);
    }
}
