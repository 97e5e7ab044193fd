package dev.runnel.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells whether something was found out before this process stood still, and says nothing of the time after it. */
final class PauseDetector {

    private final long longest;
    private final LongSupplier clock;
    private volatile long lastSeen;
    private volatile int pauses;
    private volatile int judged;

    /**
     * @param longest for which {@link #count} is not called in a process that runs, however busy it is
     * @param clock in nanoseconds; it goes on during a pause
     */
    PauseDetector(Duration longest, LongSupplier clock) {
        this.longest = longest.toNanos();
        this.clock = clock;
        this.lastSeen = clock.getAsLong();
    }

    /** How many pauses there have been. */
    int count() {
        long now = clock.getAsLong();
        if (now - lastSeen >= longest) {
            notePause(now);
        }
        lastSeen = now;
        return pauses;
    }

    private synchronized void notePause(long now) {
        if (now - lastSeen >= longest) {
            lastSeen = now;
            pauses++;
        }
    }

    /** @param begun how many pauses there had been when finding out began */
    void judged(int begun) {
        judged = Math.max(judged, begun);
    }

    /** Whether nothing has been found out since the last pause. */
    boolean hasStoodStill() {
        return count() != judged;
    }
}
