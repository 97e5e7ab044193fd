package dev.runnel.ledger;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the ledger does again and again, until it is closed. */
final class Timers implements AutoCloseable {

    private final Vertx vertx;
    private final List<Long> ids = new ArrayList<>();

    Timers(Vertx vertx) {
        this.vertx = vertx;
    }

    void every(Duration interval, Runnable action) {
        ids.add(vertx.setPeriodic(interval.toMillis(), unused -> action.run()));
    }

    /** Looks again and again whether something holds, and acts when it does. */
    void once(Duration interval, BooleanSupplier holds, Runnable action) {
        vertx.setPeriodic(interval.toMillis(), timer -> {
            if (holds.getAsBoolean()) {
                vertx.cancelTimer(timer);
                action.run();
            }
        });
    }

    @Override
    public void close() {
        ids.forEach(vertx::cancelTimer);
    }
}
