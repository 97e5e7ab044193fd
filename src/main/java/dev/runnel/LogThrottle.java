package dev.runnel;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits a log line to one a minute: an error that every request causes would hide everything else. */
public final class LogThrottle {

    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private long last;

    /** @param clock in nanoseconds, as {@code System.nanoTime} */
    public LogThrottle(LongSupplier clock) {
        this.clock = clock;
        this.last = clock.getAsLong() - INTERVAL;
    }

    /** Whether to log now; then not again for a minute. */
    public synchronized boolean allows() {
        long now = clock.getAsLong();
        if (now - last < INTERVAL) {
            return false;
        }
        last = now;
        return true;
    }
}
