package dev.runnel.model;

import dev.runnel.FailureCode;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.Optional;

/**
 * The state of a provider as this process sees it.
 *
 * @param circuit {@code OPEN} while no call is let through, {@code HALF_OPEN} when the next one is a probe
 * @param cause why calls failed; empty while the circuit is closed
 * @param mayAnswerUnstreamed whether it is asked without streaming while the circuit is open
 */
public record ProviderState(
        String name, CircuitBreakerState circuit, Optional<FailureCode> cause, boolean mayAnswerUnstreamed) {

    /** Whether a call now would reach the provider. */
    public boolean isUsable() {
        return circuit != CircuitBreakerState.OPEN || mayAnswerUnstreamed;
    }
}
