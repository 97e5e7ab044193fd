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
 * The retries and the circuit breaker of one provider: {@code retry( breaker( call ))}. Time limits are not here: fault
 * tolerance would give up on a call without ending it, and an abandoned call is billed (see {@link Attempt}).
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
    /** Whether the provider's last result was a failure that is not due to streaming. */
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
                // Without this the guard would schedule a task on the event loop before and after each call, and the
                // first token would wait for both. Attempts.open handles retries, whose backoff ends on another thread.
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
     * The state as seen from outside. The breaker checks its clock only when it is called. Without this, a process that
     * gets no calls while its circuits are open would never report that a probe may be sent.
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
     * Calls the provider, and retries where that may help. While the circuit is open it fails at once with {@code
     * CircuitBreakerOpenException}, for which there is no remedy but to ask without streaming.
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
     * Whether to ask without streaming after this failure. While the circuit is open, only if streaming is to blame:
     * the breaker does not see that call, and a provider that is down should get no calls.
     */
    boolean mayAnswerUnstreamed(Throwable thrown) {
        return unstreamedFallback
                && (thrown instanceof CircuitBreakerOpenException
                        ? !failsUnstreamed
                        : FailoverPolicy.mayBeTheStreaming(thrown));
    }

    /** Records how a call without streaming ends. */
    <T> Uni<T> unstreamed(Uni<T> call) {
        return call.invoke(() -> failsUnstreamed = false)
                .onFailure(FailoverPolicy::isProvidersFault)
                .invoke(() -> failsUnstreamed = true);
    }

    /** The failure to report for a provider that was not called. */
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
