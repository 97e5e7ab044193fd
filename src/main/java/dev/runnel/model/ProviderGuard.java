package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.provider.Provider;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Retries and the circuit breaker of one provider: {@code retry( breaker( call ))}. Limits on time are not here: fault
 * tolerance would give a call up without ending it, and an abandoned call is billed (see {@link Attempt}).
 */
final class ProviderGuard {

    private static final int PROBES = 1;
    private static final double FAILURE_RATIO = 0.5;

    private final Provider provider;
    private final Guard guard;
    private final Duration breakerDelay;
    private final boolean unstreamedFallback;
    private volatile CircuitBreakerState circuit = CircuitBreakerState.CLOSED;
    private volatile long changed;
    private volatile Optional<FailureCode> lastFailure = Optional.empty();
    /** Whether the last that was heard of it is a failure for which its streaming is not to blame. */
    private volatile boolean failsUnstreamed;

    ProviderGuard(Provider provider, FailoverConfig config) {
        this.provider = provider;
        this.breakerDelay = config.breakerDelay();
        this.unstreamedFallback = config.nonStreamingFallback();
        FailoverPolicy policy = new FailoverPolicy(config);
        this.guard = Guard.create()
                .withDescription("provider " + provider.name())
                .withRetry()
                .maxRetries(config.retries())
                .whenException(policy::isWorthRetrying)
                .withCustomBackoff()
                .strategy(() -> new Backoff(config.retryDelay()))
                .done()
                .done()
                .withCircuitBreaker()
                .name("provider-" + provider.name())
                .requestVolumeThreshold(config.breakerWindow())
                .failureRatio(FAILURE_RATIO)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(PROBES)
                .when(FailoverPolicy::isProvidersFault)
                .onStateChange(this::change)
                .done()
                // In place of a turn of the event loop before each call and one after it, which the first word would
                // wait for; see Attempts.open for retries, whose backoff ends on another thread.
                .withThreadOffload(true)
                .withThreadOffloadExecutor(Runnable::run)
                .build();
    }

    Provider provider() {
        return provider;
    }

    CircuitBreakerState circuit() {
        return circuit;
    }

    /**
     * As others see it. The breaker itself looks at its clock only when it is called: a process that gets no calls while
     * its circuits are open would never hear that a probe may be sent.
     */
    ProviderState state() {
        boolean mayProbe = circuit == CircuitBreakerState.OPEN && System.nanoTime() - changed >= breakerDelay.toNanos();
        return new ProviderState(
                provider.name(),
                mayProbe ? CircuitBreakerState.HALF_OPEN : circuit,
                circuit == CircuitBreakerState.CLOSED ? Optional.empty() : lastFailure,
                unstreamedFallback && !failsUnstreamed);
    }

    private void change(CircuitBreakerState state) {
        changed = System.nanoTime();
        circuit = state;
    }

    /**
     * Calls, and calls again where that may help; while the circuit is open fails at once with
     * {@code CircuitBreakerOpenException}, which no remedy takes for a call that failed.
     */
    <T> Uni<T> call(Supplier<Uni<T>> call, TypeLiteral<Uni<T>> type) {
        return guard.get(
                () -> call.get()
                        .invoke(() -> failsUnstreamed = false)
                        .onFailure(FailoverPolicy::isProvidersFault)
                        .invoke(this::failed),
                type);
    }

    /**
     * Whether to ask without streaming after this failure. While the circuit is open not one that would fail so, too: the
     * breaker does not see that call, and a provider that is down is to be left alone.
     */
    boolean mayAnswerUnstreamed(Throwable thrown) {
        return unstreamedFallback
                && (thrown instanceof CircuitBreakerOpenException
                        ? !failsUnstreamed
                        : FailoverPolicy.mayBeTheStreaming(thrown));
    }

    /** Remembers how a call without streaming ends. */
    <T> Uni<T> unstreamed(Uni<T> call) {
        return call.invoke(() -> failsUnstreamed = false)
                .onFailure(FailoverPolicy::isProvidersFault)
                .invoke(() -> failsUnstreamed = true);
    }

    /** What is said of a provider that was not called. */
    Throwable skipped() {
        return Failure.retryAfter(FailureCode.PROVIDER_UNAVAILABLE, breakerDelay)
                .asException();
    }

    private void failed(Throwable thrown) {
        lastFailure = Optional.of(FailureException.of(thrown).code());
        if (!FailoverPolicy.mayBeTheStreaming(thrown)) {
            failsUnstreamed = true;
        }
    }
}
