package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Which failure is worth which remedy. Anything that is not a {@code FailureException} is worth none. */
final class FailoverPolicy {

    private static final Set<FailureCode> TRANSIENT =
            EnumSet.of(FailureCode.PROVIDER_UNAVAILABLE, FailureCode.PROVIDER_ERROR, FailureCode.PROVIDER_CUT);

    /** Paid for, and likely to come again as it came: the next try has to be another one. */
    private static final Set<FailureCode> OF_NO_USE =
            EnumSet.of(FailureCode.PROVIDER_MALFORMED, FailureCode.PROVIDER_EMPTY);

    /** The caller's own doing: another call to a healthy provider would end the same way. */
    private static final Set<FailureCode> CALLERS_FAULT = EnumSet.of(
            FailureCode.CONTENT_FILTERED, FailureCode.CONTEXT_LENGTH_EXCEEDED, FailureCode.PROVIDER_REJECTED);

    private final Duration maxRetryAfter;

    FailoverPolicy(FailoverConfig config) {
        this.maxRetryAfter = config.maxRetryAfter();
    }

    /** The same provider again: never one that was silent, for that only multiplies the wait. */
    boolean isWorthRetrying(Throwable thrown) {
        if (!(thrown instanceof FailureException known)) {
            return false;
        }
        Failure failure = known.failure();
        boolean soon = failure.retryAfter()
                .map(wait -> wait.compareTo(maxRetryAfter) <= 0)
                .orElse(true);
        return soon && (TRANSIENT.contains(failure.code()) || failure.code() == FailureCode.PROVIDER_RATE_LIMITED);
    }

    /** The same provider without streaming: not at its rate limit, which counts both. */
    static boolean mayBeTheStreaming(Throwable thrown) {
        return thrown instanceof FailureException known
                && (TRANSIENT.contains(known.failure().code())
                        || OF_NO_USE.contains(known.failure().code()));
    }

    /** The next provider: a safety refusal is not to be routed around. */
    static boolean isWorthAnotherProvider(Throwable thrown) {
        return thrown instanceof FailureException known && known.failure().code() != FailureCode.CONTENT_FILTERED;
    }

    /** Counts against the provider's health. */
    static boolean isProvidersFault(Throwable thrown) {
        return thrown instanceof FailureException known
                && !(known instanceof TooSlowException)
                && !CALLERS_FAULT.contains(known.failure().code());
    }

    static boolean isRejected(Throwable thrown) {
        return thrown instanceof FailureException known && known.failure().code() == FailureCode.PROVIDER_REJECTED;
    }
}
