package dev.runnel.reply;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * What is due for a running reply, judged by a clock that ticks a few times a second: a timer of its own per reply, or
 * one re-armed per token, would cost more than the reply itself. Times are nanoseconds of one monotonic clock.
 */
final class ReplyDeadlines {

    /** What the reply must do now. */
    enum Due {
        NONE,
        HEARTBEAT,
        ORPHANED,
        OVERDUE
    }

    /** Between the start of a reply and its first viewer lies one thread's work, or a long pause of the collector. */
    private static final Duration FIRST_VIEWER_GRACE = Duration.ofSeconds(5);

    private final ReplyConfig config;
    private final long maxDuration;
    private final long started;
    private long lastViewed;
    private long lastEvent;
    private volatile boolean viewedOnce;
    private volatile boolean touched;

    ReplyDeadlines(ReplyConfig config, Duration maxDuration, long now) {
        this.config = config;
        this.maxDuration = maxDuration.toNanos();
        this.started = now;
        this.lastViewed = now;
        this.lastEvent = now;
    }

    /** An event was sent; cheap enough for every token. */
    void touch() {
        touched = true;
    }

    /** Somebody has begun to follow; the next look may come when they have left again. */
    void viewed() {
        viewedOnce = true;
    }

    /**
     * Called from one thread only.
     *
     * @param viewers is asked after it was noted whether there was one: the first may come in between
     */
    Due check(long now, IntSupplier viewers) {
        boolean abandoned = viewedOnce;
        int watching = viewers.getAsInt();
        if (touched) {
            touched = false;
            lastEvent = now;
        }
        if (watching > 0) {
            lastViewed = now;
        }
        if (now - started >= maxDuration) {
            return Due.OVERDUE;
        }
        if (watching == 0 && now - lastViewed >= orphanGrace(abandoned)) {
            return Due.ORPHANED;
        }
        return now - lastEvent >= config.heartbeat().toNanos() ? Due.HEARTBEAT : Due.NONE;
    }

    private long orphanGrace(boolean abandoned) {
        long grace = config.orphanGrace().toNanos();
        return abandoned ? grace : Math.max(grace, FIRST_VIEWER_GRACE.toNanos());
    }
}
