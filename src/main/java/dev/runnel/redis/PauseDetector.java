package dev.runnel.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells whether this process stands still, or has until now: nothing else keeps it from finding out how Redis is. */
final class PauseDetector {

    private final Duration longest;
    private final LongSupplier clock;
    private volatile long judgedAt;

    /**
     * @param longest time between two findings in a process that runs
     * @param clock in nanoseconds; it goes on during a pause
     */
    PauseDetector(Duration longest, LongSupplier clock) {
        this.longest = longest;
        this.clock = clock;
        this.judgedAt = now();
    }

    long now() {
        return clock.getAsLong();
    }

    /**
     * Redis was found to be there or to be away.
     *
     * @param begun when finding out began: if that was before a pause, it says nothing of the time after it
     */
    void judged(long begun) {
        long now = now();
        if (now - begun < longest.toNanos()) {
            judgedAt = now;
        }
    }

    boolean hasStoodStill() {
        return now() - judgedAt >= longest.toNanos();
    }
}
