package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.provider.ProviderLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits on time of one attempt: on the first word, on silence, and in total. What comes in place of words holds the
 * first two off, but not for ever: reasoning for as long as a limit of its own, mere signs that somebody holds the line up to
 * three times the limit. Times are nanoseconds of one monotonic clock.
 */
final class AttemptLimits {

    /** A queue that is longer than this is no better than a provider that is down. */
    private static final int ALIVE_FACTOR = 3;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NOT_THINKING = -1;

    /**
     * A limit that is broken.
     *
     * @param isSilence whether nothing more was said, so that the reply may have been at its end
     * @param isAtWork whether signs of life came all the time
     */
    record Broken(FailureCode code, boolean isSilence, boolean isAtWork) {

        /** A provider that is at work is left, but not taken for ill. */
        RuntimeException asException() {
            Failure failure = Failure.of(code);
            return isAtWork ? new TooSlowException(failure) : failure.asException();
        }
    }

    private final long firstWord;
    private final long idle;
    private final long thinking;
    private final long total;
    private final long started;
    private long lastHeard;
    private long lastWork;
    private long thinkingSince = NOT_THINKING;
    private boolean hasSpoken;
    private volatile boolean spoke;
    private volatile boolean thought;
    private volatile boolean lived;

    private AttemptLimits(long firstWord, long idle, long thinking, long total, long now) {
        this.firstWord = firstWord;
        this.idle = idle;
        this.thinking = thinking;
        this.total = total;
        this.started = now;
        this.lastHeard = now;
        this.lastWork = now;
    }

    /**
     * Of a call that streams.
     *
     * @param own in place of the general ones, where they are set
     */
    static AttemptLimits streamed(FailoverConfig general, ProviderLimits own, Duration total, long now) {
        return new AttemptLimits(
                own.firstToken().orElse(general.firstTokenTimeout()).toNanos(),
                own.idle().orElse(general.idleTimeout()).toNanos(),
                general.thinkingTimeout().toNanos(),
                total.toNanos(),
                now);
    }

    /** Of a call whose answer comes all at once: until then it is silent, however well it goes. */
    static AttemptLimits whole(Duration total, long now) {
        return new AttemptLimits(NEVER, NEVER, NEVER, total.toNanos(), now);
    }

    /** A word came; cheap enough for every one, as are the two below. */
    void word() {
        if (!spoke) {
            spoke = true;
        }
    }

    /** The model reasons. */
    void thought() {
        if (!thought) {
            thought = true;
        }
    }

    /** Somebody holds the line. */
    void sign() {
        if (!lived) {
            lived = true;
        }
    }

    /** The limit that is broken, if one is. Called from one thread only. */
    Optional<Broken> check(long now) {
        notice(now);
        FailureCode code = hasSpoken ? FailureCode.PROVIDER_STALLED : FailureCode.PROVIDER_TIMEOUT;
        long limit = hasSpoken ? idle : firstWord;
        if (now - started >= total) {
            return Optional.of(new Broken(FailureCode.PROVIDER_TIMEOUT, false, false));
        }
        if (now - lastHeard >= limit) {
            return Optional.of(new Broken(code, true, false));
        }
        boolean heldTooLong = (now - lastWork) / ALIVE_FACTOR >= limit;
        boolean thoughtTooLong = thinkingSince != NOT_THINKING && now - thinkingSince >= thinking;
        return heldTooLong || thoughtTooLong ? Optional.of(new Broken(code, !thoughtTooLong, true)) : Optional.empty();
    }

    private void notice(long now) {
        if (thought) {
            thought = false;
            thinkingSince = thinkingSince == NOT_THINKING ? now : thinkingSince;
            lastWork = now;
            lastHeard = now;
        }
        if (spoke) {
            spoke = false;
            hasSpoken = true;
            thinkingSince = NOT_THINKING;
            lastWork = now;
            lastHeard = now;
        }
        if (lived) {
            lived = false;
            lastHeard = now;
        }
    }
}
