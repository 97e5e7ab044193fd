package dev.runnel.http.socket;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** How long a client's token lets it stay. On the event loop alone. */
final class TokenTime {

    private static final long NO_TIMER = -1;
    /** Timers of more than some years do not exist. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Vertx vertx;
    private final Duration grace;
    private final Runnable expired;
    private final Runnable over;
    private long timer = NO_TIMER;
    private boolean isExpired;

    /**
     * @param expired is run when the token expires
     * @param over is run when the grace has passed after that
     */
    TokenTime(Vertx vertx, Duration grace, Runnable expired, Runnable over) {
        this.vertx = vertx;
        this.grace = grace;
        this.expired = expired;
        this.over = over;
    }

    /** Whether nothing new may be begun. */
    boolean isExpired() {
        return isExpired;
    }

    /** Begins anew, with the expiry of another token. */
    void until(Instant expiry) {
        stop();
        isExpired = false;
        Duration left = Duration.between(Instant.now(), expiry);
        if (left.compareTo(LONGEST) < 0) {
            timer = after(left, this::expire);
        }
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void expire() {
        isExpired = true;
        timer = after(grace, over);
        expired.run();
    }

    private long after(Duration time, Runnable action) {
        return vertx.setTimer(Math.max(1, time.toMillis()), unused -> action.run());
    }
}
