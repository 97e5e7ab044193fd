package dev.runnel.provider;

import dev.runnel.config.Trimmed;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads the configuration once, at start, and refuses to start with providers that could never answer. */
@Startup
@ApplicationScoped
class ConfiguredProviders implements Providers {

    private static final Logger LOG = Logger.getLogger(ConfiguredProviders.class);

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    private final Vertx vertx;
    private final ProviderConfig config;
    private final Config all;
    private final LaunchMode launchMode;
    private final String version;
    private final List<ProviderEndpoint> endpoints = new ArrayList<>();
    private List<Provider> providers = List.of();

    ConfiguredProviders(
            Vertx vertx,
            ProviderConfig config,
            Config all,
            LaunchMode launchMode,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.vertx = vertx;
        this.config = config;
        this.all = all;
        this.launchMode = launchMode;
        this.version = version;
    }

    @PostConstruct
    void connect() {
        ClientOptions client = new ClientOptions(config.provider(), new Proxies(config.proxy()), version);
        providers = order().stream().map(name -> provider(name, client)).toList();
        if (isDemo()) {
            LOG.warn("Replies come from the built-in demo model, which is no AI. "
                    + "Set OPENAI_API_KEY or GEMINI_API_KEY for real ones.");
        }
        providers.forEach(provider -> LOG.infof("Provider %s, model %s", provider.name(), provider.model()));
    }

    @PreDestroy
    void close() {
        endpoints.forEach(ProviderEndpoint::close);
    }

    @Override
    public List<Provider> inOrder() {
        return providers;
    }

    private List<String> order() {
        List<String> names = config.providers().stream()
                .flatMap(List::stream)
                .map(Trimmed::of)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            return providersWithKey();
        }
        Set<String> known = new HashSet<>();
        names.forEach(name -> check(name, known));
        return names;
    }

    private static void check(String name, Set<String> known) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException("RUNNEL_PROVIDERS names \"" + name
                    + "\", but a provider's name has 1 to 32 characters of a-z, 0-9 and -.");
        }
        if (!known.add(name)) {
            throw new ConfigurationException("RUNNEL_PROVIDERS names \"" + name + "\" twice.");
        }
    }

    private List<String> providersWithKey() {
        List<String> names = Stream.of("openai", "gemini")
                .filter(name -> settings(name).get("api-key").value().isPresent())
                .toList();
        if (!names.isEmpty()) {
            return names;
        }
        if (launchMode == LaunchMode.NORMAL) {
            throw new ConfigurationException("No AI provider is configured: set OPENAI_API_KEY or GEMINI_API_KEY, "
                    + "or RUNNEL_PROVIDERS=demo to run the demo model on purpose.");
        }
        return List.of(DemoProvider.NAME);
    }

    private NamedSettings settings(String name) {
        return new NamedSettings(all, config, name);
    }

    private Provider provider(String name, ClientOptions client) {
        if (name.equals(DemoProvider.NAME)) {
            return new DemoProvider(vertx, config.reasoning().isShown());
        }
        ProviderSettings settings = ProviderSettings.read(settings(name));
        ProviderEndpoint endpoint = new ProviderEndpoint(vertx, client, settings);
        endpoints.add(endpoint);
        return new HttpProvider(settings, endpoint);
    }
}
