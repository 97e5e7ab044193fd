package dev.runnel.ledger.shared;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The ledger's periodic tasks, which {@link #close} ends. */
final class Timers implements AutoCloseable {

    private final Vertx vertx;
    private final Set<Long> ids = ConcurrentHashMap.newKeySet();

    Timers(Vertx vertx) {
        this.vertx = vertx;
    }

    void every(Duration interval, Runnable action) {
        ids.add(vertx.setPeriodic(interval.toMillis(), unused -> action.run()));
    }

    /**
     * Checks a condition at each interval, and acts once when it holds.
     *
     * @return ends the checks
     */
    Runnable once(Duration interval, BooleanSupplier holds, Runnable action) {
        long id = vertx.setPeriodic(interval.toMillis(), timer -> {
            if (holds.getAsBoolean()) {
                cancel(timer);
                action.run();
            }
        });
        ids.add(id);
        return () -> cancel(id);
    }

    private void cancel(long id) {
        vertx.cancelTimer(id);
        ids.remove(id);
    }

    @Override
    public void close() {
        ids.forEach(vertx::cancelTimer);
    }
}
