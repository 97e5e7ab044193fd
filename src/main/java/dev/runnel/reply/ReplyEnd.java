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
    private final Runnable onEnd;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> writesDone = new CompletableFuture<>();

    /** @param onEnd releases what was reserved for the reply */
    ReplyEnd(ReplyHeader header, ReplyLog log, Conversation conversation, ReplyTiming timing, Runnable onEnd) {
        this.header = header;
        this.log = log;
        this.conversation = conversation;
        this.timing = timing;
        this.onEnd = onEnd;
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** Completes when nothing more is written of the reply. */
    Uni<Void> writesDone() {
        return Uni.createFrom().completionStage(writesDone);
    }

    /**
     * Ends the reply for its viewers. The session is written before they learn of the end: the next message may follow
     * at once and must see this turn.
     *
     * @param chunks how many were sent
     * @return false if the reply is ending already
     */
    boolean settle(Outcome outcome, IntSupplier chunks) {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        String said = log.seal();
        if (!(outcome instanceof Outcome.Completed)) {
            conversation.insightCall().cancel();
        }
        conversation
                .settle(header.reply(), Message.assistant(said, outcome.status()), outcome)
                .subscribe()
                .with(insight -> appendEnd(outcome, insight, chunks));
        return true;
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
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        stopModel.run();
        conversation.insightCall().cancel();
        release();
        timing.trace().ended(outcome);
        return true;
    }

    private void release() {
        onEnd.run();
        writesDone.complete(null);
    }
}
