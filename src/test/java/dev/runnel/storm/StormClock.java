package dev.runnel.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The time since the storm began, which is what its schedule, its diary and its reports are written in. */
final class StormClock {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private volatile long began = System.nanoTime();
    private volatile Instant beganAt = Instant.now();

    /** From here on time is counted. */
    void begin() {
        began = System.nanoTime();
        beganAt = Instant.now();
    }

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** The same for a moment that another process has noted. */
    Duration at(Instant moment) {
        return Duration.between(beganAt, moment);
    }

    void awaitTime(Duration sinceTheBeginning) {
        for (Duration left = left(sinceTheBeginning); left.isPositive(); left = left(sinceTheBeginning)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }

    void pass(Duration length) {
        awaitTime(now().plus(length));
    }

    /** Waits for a condition; whether it came true in time. */
    boolean await(BooleanSupplier condition, Duration atMost) {
        Duration deadline = now().plus(atMost);
        while (!condition.getAsBoolean()) {
            if (now().compareTo(deadline) > 0) {
                return false;
            }
            pass(LOOK_AGAIN);
        }
        return true;
    }

    private Duration left(Duration until) {
        return until.minus(now());
    }
}
