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
        judged();
    }

    /** Redis was found to be there or to be away. */
    void judged() {
        judgedAt = clock.getAsLong();
    }

    boolean hasStoodStill() {
        return clock.getAsLong() - judgedAt >= longest.toNanos();
    }
}
