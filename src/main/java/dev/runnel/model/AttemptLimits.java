package dev.runnel.model;

import dev.runnel.FailureCode;
import dev.runnel.provider.ProviderLimits;
import java.time.Duration;
import java.util.Optional;

/** The limits on time of one attempt. Times are nanoseconds of one monotonic clock. */
final class AttemptLimits {

    private final long firstToken;
    private final long idle;
    private final long total;
    private final long started;
    private long lastToken;
    private boolean spoken;
    private volatile boolean touched;

    /** @param own in place of the general ones, where they are set */
    AttemptLimits(FailoverConfig general, ProviderLimits own, Duration total, long now) {
        this.firstToken = own.firstToken().orElse(general.firstTokenTimeout()).toNanos();
        this.idle = own.idle().orElse(general.idleTimeout()).toNanos();
        this.total = total.toNanos();
        this.started = now;
        this.lastToken = now;
    }

    /** A token came; cheap enough for every one. */
    void touch() {
        touched = true;
    }

    /** The limit that is broken, if one is. Called from one thread only. */
    Optional<FailureCode> check(long now) {
        if (touched) {
            touched = false;
            spoken = true;
            lastToken = now;
        }
        if (now - started >= total) {
            return Optional.of(FailureCode.PROVIDER_TIMEOUT);
        }
        if (!spoken && now - started >= firstToken) {
            return Optional.of(FailureCode.PROVIDER_TIMEOUT);
        }
        return spoken && now - lastToken >= idle ? Optional.of(FailureCode.PROVIDER_STALLED) : Optional.empty();
    }
}
