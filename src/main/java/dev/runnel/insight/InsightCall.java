package dev.runnel.insight;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The call that reads a message for its context, beside its reply. It never fails: what goes wrong is {@link
 * Insight#NONE}.
 *
 * <pre>
 * not begun ─► begun ─► there
 *      └─────────┴────► given up
 * </pre>
 */
public final class InsightCall {

    /** No call is made. */
    public static final InsightCall NONE = none();

    private final Function<Consumer<Insight>, Runnable> call;
    private final CompletableFuture<Insight> insight = new CompletableFuture<>();
    private Runnable giveUp;

    /** @param call begins the call: takes the listener for the result, and returns how to cancel it */
    InsightCall(Function<Consumer<Insight>, Runnable> call) {
        this.call = call;
    }

    private static InsightCall none() {
        InsightCall none = new InsightCall(unused -> () -> {});
        none.insight.complete(Insight.NONE);
        return none;
    }

    /** Begins the call, unless it has begun or was cancelled. */
    public synchronized void begin() {
        if (giveUp == null && !insight.isDone()) {
            giveUp = call.apply(insight::complete);
        }
    }

    /** The result, if it is there already. */
    public Optional<Insight> now() {
        return Optional.ofNullable(insight.getNow(null));
    }

    /** Calls back with the result, on any thread; at once if it is there already. */
    public void whenThere(Consumer<Insight> listener) {
        insight.thenAccept(listener);
    }

    /** The result if it comes within this time, {@link Insight#NONE} otherwise. The call goes on. */
    public Uni<Insight> within(Duration budget) {
        Uni<Insight> there = Uni.createFrom().emitter(emitter -> insight.thenAccept(emitter::complete));
        if (insight.isDone()) {
            return there;
        }
        return budget.isZero()
                ? Uni.createFrom().item(Insight.NONE)
                : there.ifNoItem().after(budget).recoverWithItem(Insight.NONE);
    }

    /** Ends the call if it runs, and prevents it if it has not begun. */
    public void cancel() {
        // Outside the lock, because this calls back whoever waits. A call that begins now is either seen here, or sees
        // this.
        if (insight.complete(Insight.NONE)) {
            hangUp();
        }
    }

    private synchronized void hangUp() {
        if (giveUp != null) {
            giveUp.run();
        }
    }
}
