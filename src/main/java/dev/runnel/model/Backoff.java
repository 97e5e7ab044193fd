package dev.runnel.model;

import dev.runnel.FailureException;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: exponential, with jitter so that callers do not all come back at once. */
final class Backoff implements CustomBackoffStrategy {

    private long delay;

    Backoff(Duration first) {
        this.delay = Math.max(1, first.toMillis());
    }

    /**
     * Never less than the provider asks for. A provider that asks for no wait, or for a time in the past, does not
     * shorten it.
     */
    @Override
    public long nextDelayInMillis(Throwable thrown) {
        long asked = thrown instanceof FailureException known
                ? known.failure().retryAfter().map(Duration::toMillis).orElse(0L)
                : 0;
        return Math.max(next().toMillis(), asked);
    }

    /** The next wait when the provider asks for none. */
    synchronized Duration next() {
        long half = delay / 2;
        long jittered = delay - half + ThreadLocalRandom.current().nextLong(2 * half + 1);
        delay *= 2;
        return Duration.ofMillis(jittered);
    }
}
