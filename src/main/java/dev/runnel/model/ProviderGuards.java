package dev.runnel.model;

import dev.runnel.provider.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

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

    /** The state of each provider, in the order in which they are asked. */
    public List<ProviderState> states() {
        return guards.stream().map(ProviderGuard::state).toList();
    }
}
