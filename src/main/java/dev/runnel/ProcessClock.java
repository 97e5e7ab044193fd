package dev.runnel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Monotonic time that stands still while the whole process does: frozen, throttled, or moved to another machine. For
 * limits on how long a peer is silent: while this process stands still, what the peer sends waits in the sockets.
 */
public final class ProcessClock {

    /** A step between two ticks counts for no more. A process that is merely busy stays below. */
    private static final long LONGEST_STEP = Duration.ofSeconds(1).toNanos();

    private final LongSupplier time;
    private long ticked;
    private volatile long paused;

    /** @param time in nanoseconds, as {@code System.nanoTime} */
    public ProcessClock(LongSupplier time) {
        this.time = time;
        this.ticked = time.getAsLong();
    }

    /**
     * Called by one timer, several times in a second.
     *
     * @return the time now, in nanoseconds
     */
    public long tick() {
        long now = time.getAsLong();
        paused = paused + Math.max(0, now - ticked - LONGEST_STEP);
        ticked = now;
        return read();
    }

    /**
     * The time in nanoseconds, from any thread. Until the tick after a pause that pause still counts: what begins in
     * between gets a longer limit, never a shorter one.
     */
    public long read() {
        return time.getAsLong() - paused;
    }
}
