package dev.runnel.model;

import dev.runnel.FailureException;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: exponential with jitter, so that callers do not come back all at once. */
final class Backoff implements CustomBackoffStrategy {

    private long delay;

    Backoff(Duration first) {
        this.delay = Math.max(1, first.toMillis());
    }

    /** Never less than the provider asks for; one that asks for nothing, or for a time in the past, is no reason to hurry. */
    @Override
    public long nextDelayInMillis(Throwable thrown) {
        long asked = thrown instanceof FailureException known
                ? known.failure().retryAfter().map(Duration::toMillis).orElse(0L)
                : 0;
        return Math.max(next().toMillis(), asked);
    }

    /** The next wait, when nobody asks for one. */
    synchronized Duration next() {
        long half = delay / 2;
        long jittered = delay - half + ThreadLocalRandom.current().nextLong(2 * half + 1);
        delay *= 2;
        return Duration.ofMillis(jittered);
    }
}
