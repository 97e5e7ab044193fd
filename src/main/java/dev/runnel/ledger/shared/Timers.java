package dev.runnel.ledger.shared;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What the ledger does again and again, until it is closed. */
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
     * Looks again and again whether something holds, and acts when it does.
     *
     * @return ends it before that
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
