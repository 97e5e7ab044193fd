package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.provider.ProviderLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * The time limits of one attempt: until the first text, on silence, and in total. A provider that sends something other
 * than text extends the first two, but not without end: reasoning until a limit of its own, mere activity until three
 * times the limit. Times are nanoseconds of one monotonic clock.
 */
final class AttemptLimits {

    /** A provider that queues a request for longer than this is no better than one that is down. */
    private static final int ACTIVITY_FACTOR = 3;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NOT_THINKING = -1;

    /**
     * A limit that was exceeded.
     *
     * @param isSilence whether nothing more was received, so that the reply may already be complete
     * @param isAtWork whether the provider was active all the time
     */
    record Broken(FailureCode code, boolean isSilence, boolean isAtWork) {

        /** A provider that is at work is given up, but does not count as failing. */
        RuntimeException asException() {
            Failure failure = Failure.of(code);
            return isAtWork ? new TooSlowException(failure) : failure.asException();
        }
    }

    private final long firstToken;
    private final long idle;
    private final long thinking;
    private final long total;
    private final long started;
    private long lastReceived;
    private long lastWork;
    private long thinkingSince = NOT_THINKING;
    private boolean hasText;
    private volatile boolean textSeen;
    private volatile boolean thinkingSeen;
    private volatile boolean activitySeen;

    private AttemptLimits(long firstToken, long idle, long thinking, long total, long now) {
        this.firstToken = firstToken;
        this.idle = idle;
        this.thinking = thinking;
        this.total = total;
        this.started = now;
        this.lastReceived = now;
        this.lastWork = now;
    }

    /**
     * The limits of a call that streams.
     *
     * @param own replace the general ones where they are set
     */
    static AttemptLimits streamed(FailoverConfig general, ProviderLimits own, Duration total, long now) {
        return new AttemptLimits(
                own.firstToken().orElse(general.firstTokenTimeout()).toNanos(),
                own.idle().orElse(general.idleTimeout()).toNanos(),
                general.thinkingTimeout().toNanos(),
                total.toNanos(),
                now);
    }

    /** The limits of a call whose answer arrives all at once. It is silent until then, so only the total counts. */
    static AttemptLimits whole(Duration total, long now) {
        return new AttemptLimits(NEVER, NEVER, NEVER, total.toNanos(), now);
    }

    /** Text was received. Cheap enough to be called for every event, as are the next two. */
    void onText() {
        if (!textSeen) {
            textSeen = true;
        }
    }

    /** The model reasons. */
    void onThinking() {
        if (!thinkingSeen) {
            thinkingSeen = true;
        }
    }

    /** Something was received that is neither text nor reasoning. */
    void onActivity() {
        if (!activitySeen) {
            activitySeen = true;
        }
    }

    /** The limit that was exceeded, if any. Must be called from one thread only. */
    Optional<Broken> check(long now) {
        notice(now);
        FailureCode code = hasText ? FailureCode.PROVIDER_STALLED : FailureCode.PROVIDER_TIMEOUT;
        long limit = hasText ? idle : firstToken;
        if (now - started >= total) {
            return Optional.of(new Broken(FailureCode.PROVIDER_TIMEOUT, false, false));
        }
        if (now - lastReceived >= limit) {
            return Optional.of(new Broken(code, true, false));
        }
        boolean heldTooLong = (now - lastWork) / ACTIVITY_FACTOR >= limit;
        boolean thoughtTooLong = thinkingSince != NOT_THINKING && now - thinkingSince >= thinking;
        return heldTooLong || thoughtTooLong ? Optional.of(new Broken(code, !thoughtTooLong, true)) : Optional.empty();
    }

    private void notice(long now) {
        if (thinkingSeen) {
            thinkingSeen = false;
            thinkingSince = thinkingSince == NOT_THINKING ? now : thinkingSince;
            lastWork = now;
            lastReceived = now;
        }
        if (textSeen) {
            textSeen = false;
            hasText = true;
            thinkingSince = NOT_THINKING;
            lastWork = now;
            lastReceived = now;
        }
        if (activitySeen) {
            activitySeen = false;
            lastReceived = now;
        }
    }
}
