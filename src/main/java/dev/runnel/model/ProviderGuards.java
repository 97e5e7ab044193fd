package dev.runnel.model;

import dev.runnel.provider.Providers;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The providers in the order in which they are asked, each with its retries and its circuit breaker. */
@ApplicationScoped
public class ProviderGuards {

    private final List<ProviderGuard> guards;

    ProviderGuards(Providers providers, FailoverConfig config) {
        this.guards = providers.inOrder().stream()
                .map(provider -> new ProviderGuard(provider, config))
                .toList();
    }

    List<ProviderGuard> inOrder() {
        return guards;
    }

    /** The state of each provider's circuit, by name: while it is open the provider is not asked. */
    public Map<String, CircuitBreakerState> circuits() {
        Map<String, CircuitBreakerState> circuits = new LinkedHashMap<>();
        guards.forEach(guard -> circuits.put(guard.provider().name(), guard.circuit()));
        return circuits;
    }
}
