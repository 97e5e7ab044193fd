package dev.runnel.ledger.shared;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The ledger's periodic tasks, which {@link #close} ends. */
final class Timers implements AutoCloseable {

    private final Vertx vertx;
    private final Set<Long> ids = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

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
        AtomicBoolean isOver = new AtomicBoolean();
        check(interval, isOver, holds, action);
        return () -> isOver.set(true);
    }

    /** A periodic timer could not always end itself: it may fire before the thread that has set it has all of it. */
    private void check(Duration interval, AtomicBoolean isOver, BooleanSupplier holds, Runnable action) {
        vertx.setTimer(interval.toMillis(), unused -> {
            if (isClosed || isOver.get()) {
                return;
            }
            if (holds.getAsBoolean()) {
                action.run();
            } else {
                check(interval, isOver, holds, action);
            }
        });
    }

    @Override
    public void close() {
        isClosed = true;
        ids.forEach(vertx::cancelTimer);
    }
}
