package dev.runnel.provider;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which providers there are, in which order they are asked, and how they are reached. */
@ConfigMapping(prefix = "runnel")
public interface ProviderConfig {

    /**
     * The order in which providers are asked, for example {@code openai,gemini}. Unset: those that have a key, and in
     * development the demo model when none has.
     */
    Optional<List<String>> providers();

    OpenAi openai();

    Gemini gemini();

    Connections provider();

    /** An endpoint that speaks the OpenAI format. */
    interface OpenAi {

        Optional<String> apiKey();

        /** Without the {@code /chat/completions}; any compatible server will do (Ollama, vLLM). */
        @WithDefault("https://api.openai.com/v1")
        URI baseUrl();

        @WithDefault("gpt-4o-mini")
        String model();
    }

    /** An endpoint that speaks the Gemini format. */
    interface Gemini {

        Optional<String> apiKey();

        /** Without the {@code /models/…}. */
        @WithDefault("https://generativelanguage.googleapis.com/v1beta")
        URI baseUrl();

        @WithDefault("gemini-2.5-flash")
        String model();
    }

    /** How connections to providers are kept. */
    interface Connections {

        /** A host that takes longer to accept a connection is as good as down. */
        @WithDefault("3s")
        @WithConverter(PositiveDuration.class)
        Duration connectTimeout();

        /** One connection per running reply on HTTP/1.1, so no fewer than {@code runnel.limit.pod-replies}. */
        @WithDefault("10000")
        @WithConverter(PositiveInteger.class)
        int maxConnections();

        /** Shorter than the 60 s after which common load balancers drop a silent connection. Rounded up to whole seconds. */
        @WithDefault("30s")
        @WithConverter(PositiveDuration.class)
        Duration keepAlive();

        /** One call may take this long in all; today's longest replies take about two minutes. */
        @WithDefault("3m")
        @WithConverter(PositiveDuration.class)
        Duration totalTimeout();
    }
}
