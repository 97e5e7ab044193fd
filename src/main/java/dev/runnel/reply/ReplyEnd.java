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

/** The end of one reply on this pod. Of several ends at the same moment only the first takes place. */
final class ReplyEnd {

    private final ReplyHeader header;
    private final ReplyLog log;
    private final Conversation conversation;
    private final ReplyTiming timing;
    private final Runnable onEnd;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

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
    Uni<Void> left() {
        return Uni.createFrom().completionStage(left);
    }

    /**
     * Ends the reply for its viewers. The session is written before they learn of the end: the next message may follow at
     * once and must see this turn.
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
                .settle(header.reply(), Message.assistant(said, outcome.status()))
                .subscribe()
                .with(insight -> tell(outcome, insight, chunks));
        return true;
    }

    /** The slot among the running replies is freed before viewers learn of the end, as the session is written. */
    private void tell(Outcome outcome, Insight insight, IntSupplier chunks) {
        leave();
        if (!outcome.calls().isEmpty()) {
            log.append(new ReplyEvent.ToolCalls(outcome.calls()));
        }
        log.append(outcome.event(header, insight.suggestions()));
        timing.ended(header.reply(), chunks.getAsInt(), outcome);
    }

    /**
     * Ends the reply on this pod alone: nothing is stored and viewers are told no end.
     *
     * @param stopModel must stop the model's text, before {@link #left} completes
     * @return false if the reply is ending already
     */
    boolean breakOff(String outcome, Runnable stopModel) {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        stopModel.run();
        conversation.insightCall().cancel();
        leave();
        timing.trace().ended(outcome);
        return true;
    }

    private void leave() {
        onEnd.run();
        left.complete(null);
    }
}
