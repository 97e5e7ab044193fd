package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * How late one event loop is. It is asked to look at the clock every so often; what waits for it waits about as long as
 * such a look is late.
 *
 * <p>One look that is late is no reason to refuse anybody, however late it is: when a garbage collection or the loading of
 * classes has passed, the loop is free again. A loop that has more to do than it can do is late again and again.
 */
final class LoopLag {

    static final Duration INTERVAL = Duration.ofMillis(100);

    /** A look counts as late when this part of the limit has passed. */
    private static final int PARTS = 4;

    private final long limit;
    private final long tolerance;
    private final Ticker clock;
    private volatile long due;
    private volatile int lateLooks;
    /** When the first of the late looks was due. */
    private volatile long behindSince;

    /** @param limit for how long a loop must have been late without a break to count as behind */
    LoopLag(Duration limit, Ticker clock) {
        this.limit = limit.toNanos();
        this.tolerance = this.limit / PARTS;
        this.clock = clock;
        this.due = clock.read() + INTERVAL.toNanos();
    }

    /**
     * Called by the loop when an interval has passed since the last look.
     *
     * @return how late it is
     */
    Duration look() {
        long now = clock.read();
        long lag = Math.max(0, now - due);
        if (lag > tolerance) {
            if (lateLooks == 0) {
                behindSince = due;
            }
            lateLooks = lateLooks + 1;
        } else {
            lateLooks = 0;
        }
        due = now + INTERVAL.toNanos();
        return Duration.ofNanos(lag);
    }

    /**
     * For how long the loop has been behind; empty when what begins now need not wait. A look that is overdue counts as
     * late before it has come.
     */
    Optional<Duration> behindFor() {
        long now = clock.read();
        int late = lateLooks + (now - due > tolerance ? 1 : 0);
        long time = now - (lateLooks > 0 ? behindSince : due);
        return late > 1 && time > limit ? Optional.of(Duration.ofNanos(time)) : Optional.empty();
    }
}
