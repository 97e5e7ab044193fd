package dev.runnel.ops;

import dev.runnel.model.ProviderGuards;
import dev.runnel.model.ProviderState;
import dev.runnel.provider.Providers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the providers, the state of each one's circuit, and whether there is only the demo model. Fails while none of
 * them can be called, for at most a breaker's delay at a time: pods that ask the same providers may fail at the same
 * moment, and have to recover by themselves.
 */
@Startup
@Readiness
class ProvidersCheck implements HealthCheck {

    private final Providers providers;
    private final ProviderGuards guards;

    ProvidersCheck(Providers providers, ProviderGuards guards, MeterRegistry metrics) {
        this.providers = providers;
        this.guards = guards;
        guards.states()
                .forEach(state -> metrics.gauge(
                        "runnel.provider.circuit.open",
                        Tags.of("provider", state.name()),
                        this,
                        check -> check.isOpen(state.name())));
    }

    @Override
    public HealthCheckResponse call() {
        List<ProviderState> states = guards.states();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("providers")
                .status(states.stream().anyMatch(ProviderState::isUsable))
                .withData("providers", states.stream().map(ProviderState::name).collect(Collectors.joining(",")))
                .withData("demo", providers.isDemo());
        states.forEach(state -> {
            health.withData("circuit." + state.name(), state.circuit().name().toLowerCase(Locale.ROOT));
            state.cause().ifPresent(cause -> health.withData("cause." + state.name(), cause.wireName()));
        });
        return health.build();
    }

    /** Until a probe has succeeded, whether or not one may be sent. */
    private double isOpen(String provider) {
        return guards.states().stream()
                        .anyMatch(
                                state -> state.name().equals(provider) && state.circuit() != CircuitBreakerState.CLOSED)
                ? 1
                : 0;
    }
}
