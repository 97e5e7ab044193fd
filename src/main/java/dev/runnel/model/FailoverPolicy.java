package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Which failure allows which remedy. An exception that is not a {@code FailureException} allows none. */
final class FailoverPolicy {

    private static final Set<FailureCode> TRANSIENT =
            EnumSet.of(FailureCode.PROVIDER_UNAVAILABLE, FailureCode.PROVIDER_ERROR, FailureCode.PROVIDER_CUT);

    /** The call was paid for, and the same request is likely to get the same answer, so it is not repeated. */
    private static final Set<FailureCode> OF_NO_USE =
            EnumSet.of(FailureCode.PROVIDER_MALFORMED, FailureCode.PROVIDER_EMPTY);

    /** Caused by the request itself: another call to a healthy provider would end the same way. */
    private static final Set<FailureCode> CALLERS_FAULT = EnumSet.of(
            FailureCode.CONTENT_FILTERED, FailureCode.CONTEXT_LENGTH_EXCEEDED, FailureCode.PROVIDER_REJECTED);

    private final Duration maxRetryAfter;

    FailoverPolicy(FailoverConfig config) {
        this.maxRetryAfter = config.maxRetryAfter();
    }

    /** Whether to ask the same provider again. Never one that was silent, because that only multiplies the wait. */
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

    /** Whether to ask the same provider without streaming. Not at its rate limit, which counts both kinds of call. */
    static boolean mayBeTheStreaming(Throwable thrown) {
        return thrown instanceof FailureException known
                && (TRANSIENT.contains(known.failure().code())
                        || OF_NO_USE.contains(known.failure().code()));
    }

    /** Whether to ask the next provider. A refusal for safety must not be evaded by asking another one. */
    static boolean isWorthAnotherProvider(Throwable thrown) {
        return thrown instanceof FailureException known && known.failure().code() != FailureCode.CONTENT_FILTERED;
    }

    /** Whether the failure counts against the provider's health. */
    static boolean isProvidersFault(Throwable thrown) {
        return thrown instanceof FailureException known
                && !(known instanceof TooSlowException)
                && !CALLERS_FAULT.contains(known.failure().code());
    }

    static boolean isRejected(Throwable thrown) {
        return thrown instanceof FailureException known && known.failure().code() == FailureCode.PROVIDER_REJECTED;
    }
}
