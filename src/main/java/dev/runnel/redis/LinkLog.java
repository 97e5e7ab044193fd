package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What an operator reads about Redis: what happened and what it means, never once per request. */
final class LinkLog {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final long COMPLAINT_INTERVAL = Duration.ofMinutes(1).toNanos();

    private long awaySince;
    private long lastComplaint = System.nanoTime() - COMPLAINT_INTERVAL;

    void away(Throwable failure) {
        awaySince = System.nanoTime();
        LOG.warnf(
                "Redis is away (%s): this process counts limits by itself and keeps sessions and replies to itself"
                        + " until Redis is back; nobody waits for it",
                reason(failure));
    }

    void back() {
        LOG.infof(
                "Redis is back after %d s: limits, sessions and replies are shared between the pods again",
                Duration.ofNanos(System.nanoTime() - awaySince).toSeconds());
    }

    /** An error reply says that something is wrong with the commands, the keys, the rights or the memory of Redis. */
    synchronized void refused(Throwable reply) {
        long now = System.nanoTime();
        if (now - lastComplaint >= COMPLAINT_INTERVAL) {
            lastComplaint = now;
            LOG.errorf(
                    "Redis answers with an error (%s): what it was asked for is done in this process alone."
                            + " This is said once a minute at most",
                    reason(reply));
        }
    }

    static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer in time";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
