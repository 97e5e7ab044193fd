package dev.runnel.http.auth;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Checks the framework's own settings when the application starts, and refuses or reports unsafe ones. */
@Startup
@Singleton
class UnsafeSettings {

    private static final Logger LOG = Logger.getLogger(UnsafeSettings.class);

    private final AuthConfig auth;
    private final Optional<List<String>> origins;
    private final boolean believesProxies;
    private final Optional<List<String>> trustedProxies;

    UnsafeSettings(
            AuthConfig auth,
            @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean believesProxies,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> trustedProxies) {
        this.auth = auth;
        this.origins = origins;
        this.believesProxies = believesProxies;
        this.trustedProxies = trustedProxies;
    }

    @PostConstruct
    void check() {
        AllowedOrigins allowed = new AllowedOrigins(origins.orElse(List.of()));
        if (auth.mode() == AuthConfig.Mode.JWT && allowed.areAll()) {
            throw new ConfigurationException(
                    "QUARKUS_HTTP_CORS_ORIGINS allows the pages of every origin to use a token: "
                            + "name the origins of your pages instead.");
        }
        if (allowed.nameNull()) {
            throw new ConfigurationException(
                    "QUARKUS_HTTP_CORS_ORIGINS allows the origin null, which any page can use: "
                            + "name the origins of your pages instead.");
        }
        if (believesProxies && trustedProxies.isEmpty()) {
            LOG.warn("Every client can forge the address that limits are counted by. "
                    + "Name the proxies in QUARKUS_HTTP_PROXY_TRUSTED_PROXIES.");
        }
    }
}
