package dev.runnel.insight;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What is being understood of a message, beside its reply. It never fails: what goes wrong is {@link Insight#NONE}. */
public final class Understanding {

    /** Nobody tries. */
    public static final Understanding NONE =
            new Understanding(CompletableFuture.completedFuture(Insight.NONE), () -> {});

    private final CompletableFuture<Insight> insight;
    private final Runnable giveUp;

    Understanding(CompletableFuture<Insight> insight, Runnable giveUp) {
        this.insight = insight;
        this.giveUp = giveUp;
    }

    /** What is there already; empty while nothing is. */
    public Optional<Insight> now() {
        return Optional.ofNullable(insight.getNow(null));
    }

    /** Calls back when it is there, on whatever thread; at once when it is there already. */
    public void whenThere(Consumer<Insight> listener) {
        insight.thenAccept(listener);
    }

    /** What is there after so long, and {@link Insight#NONE} else. The understanding goes on. */
    public Uni<Insight> within(Duration budget) {
        Uni<Insight> there = Uni.createFrom().emitter(emitter -> insight.thenAccept(emitter::complete));
        if (insight.isDone()) {
            return there;
        }
        return budget.isZero()
                ? Uni.createFrom().item(Insight.NONE)
                : there.ifNoItem().after(budget).recoverWithItem(Insight.NONE);
    }

    /** Ends the call that runs, if one does: nobody wants to know any more. */
    public void cancel() {
        if (insight.complete(Insight.NONE)) {
            giveUp.run();
        }
    }
}
