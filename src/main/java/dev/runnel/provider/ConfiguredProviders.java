package dev.runnel.provider;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the configuration once, at start, and refuses to start with providers that could never answer. */
@Startup
@ApplicationScoped
class ConfiguredProviders implements Providers {

    private static final Logger LOG = Logger.getLogger(ConfiguredProviders.class);

    private final Vertx vertx;
    private final ProviderConfig config;
    private final LaunchMode launchMode;
    private final List<ProviderEndpoint> endpoints = new ArrayList<>();
    private List<Provider> providers = List.of();

    ConfiguredProviders(Vertx vertx, ProviderConfig config, LaunchMode launchMode) {
        this.vertx = vertx;
        this.config = config;
        this.launchMode = launchMode;
    }

    @PostConstruct
    void connect() {
        providers = order().stream().distinct().map(this::provider).toList();
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
        return config.providers().orElseGet(this::providersWithKey);
    }

    private List<String> providersWithKey() {
        List<String> names = new ArrayList<>();
        config.openai().apiKey().ifPresent(key -> names.add("openai"));
        config.gemini().apiKey().ifPresent(key -> names.add("gemini"));
        if (names.isEmpty()) {
            if (launchMode == LaunchMode.NORMAL) {
                throw new ConfigurationException("No AI provider is configured: set OPENAI_API_KEY or GEMINI_API_KEY, "
                        + "or RUNNEL_PROVIDERS=demo to run the demo model on purpose.");
            }
            names.add(DemoProvider.NAME);
        }
        return names;
    }

    private Provider provider(String name) {
        return switch (name) {
            case "openai" -> openAi();
            case "gemini" -> gemini();
            case DemoProvider.NAME -> new DemoProvider(vertx);
            default ->
                throw new ConfigurationException(
                        "RUNNEL_PROVIDERS names \"" + name + "\", but there are only openai, gemini and demo.");
        };
    }

    private Provider openAi() {
        ProviderConfig.OpenAi openAi = config.openai();
        // Another base URL may well be a server that needs no key.
        checkUrl("OPENAI_BASE_URL", openAi.baseUrl());
        if (openAi.apiKey().isEmpty() && openAi.baseUrl().getHost().endsWith("openai.com")) {
            throw missingKey("openai", "OPENAI_API_KEY");
        }
        WireFormat wire = new OpenAiStream(openAi.model(), openAi.apiKey());
        return provider("openai", openAi.model(), openAi.baseUrl(), wire);
    }

    private Provider gemini() {
        ProviderConfig.Gemini gemini = config.gemini();
        checkUrl("GEMINI_BASE_URL", gemini.baseUrl());
        if (gemini.apiKey().isEmpty()) {
            throw missingKey("gemini", "GEMINI_API_KEY");
        }
        WireFormat wire = new GeminiStream(gemini.model(), gemini.apiKey());
        return provider("gemini", gemini.model(), gemini.baseUrl(), wire);
    }

    private Provider provider(String name, String model, URI baseUrl, WireFormat wire) {
        ProviderEndpoint endpoint = new ProviderEndpoint(name, vertx, config.provider(), baseUrl, wire);
        endpoints.add(endpoint);
        return new HttpProvider(name, model, endpoint);
    }

    private static void checkUrl(String variable, URI url) {
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new ConfigurationException(
                    variable + " is \"" + url + "\", which is no http:// or https:// address.");
        }
    }

    private static ConfigurationException missingKey(String provider, String variable) {
        return new ConfigurationException(
                "RUNNEL_PROVIDERS names \"" + provider + "\", but " + variable + " is not set.");
    }
}
