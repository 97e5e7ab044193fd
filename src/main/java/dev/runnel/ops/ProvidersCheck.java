package dev.runnel.ops;

import dev.runnel.model.ProviderGuards;
import dev.runnel.provider.Providers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells which providers there are, the state of each one's circuit, and whether it is only the demo model. Open circuits
 * do not make a pod unready: its peers ask the same providers, and taking all pods away helps nobody.
 */
@Startup
@Readiness
class ProvidersCheck implements HealthCheck {

    private final Providers providers;
    private final ProviderGuards guards;

    ProvidersCheck(Providers providers, ProviderGuards guards, MeterRegistry metrics) {
        this.providers = providers;
        this.guards = guards;
        guards.circuits()
                .keySet()
                .forEach(name -> metrics.gauge(
                        "runnel.provider.circuit.open", Tags.of("provider", name), this, check -> check.isOpen(name)));
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("providers")
                .up()
                .withData("providers", String.join(",", guards.circuits().keySet()))
                .withData("demo", providers.isDemo());
        guards.circuits()
                .forEach((name, circuit) ->
                        health.withData("circuit." + name, circuit.name().toLowerCase(Locale.ROOT)));
        return health.build();
    }

    private double isOpen(String provider) {
        return guards.circuits().get(provider) == CircuitBreakerState.CLOSED ? 0 : 1;
    }
}
