package dev.runnel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Monotonic time that does not advance while the whole process is paused: frozen, throttled, or moved to another
 * machine. For limits on how long a peer is silent: during a pause of this process, what the peer sends waits in the
 * sockets.
 */
public final class ProcessClock {

    /** A longer step between two ticks counts as this much. A process that is merely busy stays below it. */
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
     * The time in nanoseconds, from any thread. After a pause the time is wrong until the next tick: a limit that
     * begins in between is longer, never shorter.
     */
    public long read() {
        return time.getAsLong() - paused;
    }
}
