package dev.runnel.reply;

import dev.runnel.GivenPrompt;
import dev.runnel.ledger.ReplyHeader;
import java.time.Duration;
import java.util.Optional;
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

    /**
     * Closing the connection is the only word that clients of such a language have for stopping, and what is said then
     * nobody could find. Reconnecting takes a few seconds.
     */
    private static final Duration UNREMEMBERED_GRACE = Duration.ofSeconds(30);

    private final ReplyConfig config;
    private final long maxDuration;
    private final Optional<Duration> grace;
    private final long started;
    private long lastViewed;
    private long lastEvent;
    private volatile boolean viewedOnce;
    private volatile boolean touched;

    ReplyDeadlines(ReplyConfig config, Duration maxDuration, ReplyHeader header, long now) {
        this(config, maxDuration, grace(config, header), now);
    }

    /** Of a reply that waits: its viewers may follow the one before. */
    static ReplyDeadlines ofWaiting(ReplyConfig config, Duration longest, long now) {
        return new ReplyDeadlines(config, longest, Optional.empty(), now);
    }

    private ReplyDeadlines(ReplyConfig config, Duration maxDuration, Optional<Duration> grace, long now) {
        this.config = config;
        this.maxDuration = maxDuration.toNanos();
        this.grace = grace;
        this.started = now;
        this.lastViewed = now;
        this.lastEvent = now;
    }

    /** For how long the reply goes on without viewers; empty if it goes on to its end. */
    private static Optional<Duration> grace(ReplyConfig config, ReplyHeader header) {
        if (header.isInBackground()) {
            return Optional.empty();
        }
        boolean isRemembered = header.given().map(GivenPrompt::isRemembered).orElse(true);
        return isRemembered
                ? config.orphanGrace()
                : Optional.of(config.orphanGrace().orElse(UNREMEMBERED_GRACE));
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
        if (grace.isPresent() && watching == 0 && now - lastViewed >= orphanGrace(grace.get(), abandoned)) {
            return Due.ORPHANED;
        }
        return now - lastEvent >= config.heartbeat().toNanos() ? Due.HEARTBEAT : Due.NONE;
    }

    private static long orphanGrace(Duration grace, boolean abandoned) {
        return abandoned ? grace.toNanos() : Math.max(grace.toNanos(), FIRST_VIEWER_GRACE.toNanos());
    }
}
