package dev.runnel.ops;

import dev.runnel.provider.Provider;
import dev.runnel.provider.Providers;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when there is a provider to ask; says which, and whether it is only the demo model. */
@Readiness
class ProvidersCheck implements HealthCheck {

    private final Providers providers;

    ProvidersCheck(Providers providers) {
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("providers")
                .status(!providers.inOrder().isEmpty())
                .withData(
                        "providers",
                        providers.inOrder().stream().map(Provider::name).collect(Collectors.joining(",")))
                .withData("demo", providers.isDemo())
                .build();
    }
}
