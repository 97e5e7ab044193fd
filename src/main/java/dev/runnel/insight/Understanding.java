package dev.runnel.insight;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is understood of a message, beside its reply. It never fails: what goes wrong is {@link Insight#NONE}.
 *
 * <pre>
 * not begun ─► begun ─► there
 *      └─────────┴────► given up
 * </pre>
 */
public final class Understanding {

    /** Nobody tries. */
    public static final Understanding NONE = none();

    private final Function<Consumer<Insight>, Runnable> call;
    private final CompletableFuture<Insight> insight = new CompletableFuture<>();
    private Runnable giveUp;

    /** @param call begins it: takes whom to tell, and returns how to end it before that */
    Understanding(Function<Consumer<Insight>, Runnable> call) {
        this.call = call;
    }

    private static Understanding none() {
        Understanding none = new Understanding(unused -> () -> {});
        none.insight.complete(Insight.NONE);
        return none;
    }

    /** Lets it begin, if it has not yet and is still wanted. */
    public synchronized void begin() {
        if (giveUp == null && !insight.isDone()) {
            giveUp = call.apply(insight::complete);
        }
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

    /** Ends the call that runs, if one does, and lets none begin: nobody wants to know any more. */
    public void cancel() {
        // Outside the lock, for whoever waits is called back here. A call that begins is seen, or sees this.
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
