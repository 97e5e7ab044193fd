package dev.runnel.reply;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * What is due for a running reply, checked by a timer that ticks a few times a second. A timer for each reply,
 * restarted for each token, would cost more than the reply itself. Times are nanoseconds of one monotonic clock.
 */
final class ReplyDeadlines {

    /** What the reply must do now. */
    enum Due {
        NONE,
        HEARTBEAT,
        ORPHANED,
        OVERDUE
    }

    /** Between the start of a reply and its first viewer there is one thread's work, or a long garbage collection. */
    private static final Duration FIRST_VIEWER_GRACE = Duration.ofSeconds(5);

    private final ReplyConfig config;
    private final long maxDuration;
    private final boolean inBackground;
    private final long started;
    private long lastViewed;
    private long lastEvent;
    private volatile boolean viewedOnce;
    private volatile boolean touched;

    /** @param inBackground whether the reply goes on without viewers */
    ReplyDeadlines(ReplyConfig config, Duration maxDuration, boolean inBackground, long now) {
        this.config = config;
        this.maxDuration = maxDuration.toNanos();
        this.inBackground = inBackground;
        this.started = now;
        this.lastViewed = now;
        this.lastEvent = now;
    }

    /** An event was sent. Cheap enough to be called for every token. */
    void touch() {
        touched = true;
    }

    /** A viewer has begun to follow. It may have left again before the next check. */
    void viewed() {
        viewedOnce = true;
    }

    /**
     * Must be called from one thread only.
     *
     * @param viewers is called after the flag of {@link #viewed} was read: the first viewer may come in between
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
        if (!inBackground && watching == 0 && now - lastViewed >= orphanGrace(abandoned)) {
            return Due.ORPHANED;
        }
        return now - lastEvent >= config.heartbeat().toNanos() ? Due.HEARTBEAT : Due.NONE;
    }

    private long orphanGrace(boolean abandoned) {
        long grace = config.orphanGrace().toNanos();
        return abandoned ? grace : Math.max(grace, FIRST_VIEWER_GRACE.toNanos());
    }
}
