package dev.runnel.provider;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.Trimmed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which providers there are, in which order they are asked, and how they are reached. */
@ConfigMapping(prefix = "runnel")
public interface ProviderConfig {

    /**
     * The order in which providers are asked, for example {@code azure,openai,gemini}. Unset: {@code openai} and {@code
     * gemini} if they have a key; in development the demo model if neither has one.
     */
    Optional<List<String>> providers();

    /** What a model thinks may hold what it was told not to say, so it is shown only on purpose. */
    @WithDefault("hide")
    Reasoning reasoning();

    OpenAi openai();

    Gemini gemini();

    Connections provider();

    Proxy proxy();

    /** What viewers learn of a model that thinks before it answers. */
    enum Reasoning {
        /** What it thinks, where its provider says so. */
        SHOW,
        /** That it thinks. */
        HIDE;

        boolean isShown() {
            return this == SHOW;
        }
    }

    /** An endpoint that speaks the OpenAI format. */
    interface OpenAi {

        /** Several keys, separated by commas, are used in turn. */
        @WithConverter(Trimmed.class)
        Optional<String> apiKey();

        /** Without the {@code /chat/completions}; any compatible server will do (Ollama, vLLM). */
        @WithDefault("https://api.openai.com/v1")
        @WithConverter(Trimmed.class)
        String baseUrl();

        @WithDefault("gpt-4o-mini")
        @WithConverter(Trimmed.class)
        String model();
    }

    /** An endpoint that speaks the Gemini format. */
    interface Gemini {

        /** Several keys, separated by commas, are used in turn. */
        @WithConverter(Trimmed.class)
        Optional<String> apiKey();

        /** Without the {@code /models/…}. */
        @WithDefault("https://generativelanguage.googleapis.com/v1beta")
        @WithConverter(Trimmed.class)
        String baseUrl();

        @WithDefault("gemini-2.5-flash")
        @WithConverter(Trimmed.class)
        String model();
    }

    /** A provider under a name of your choice; {@code openai} and {@code gemini} have these settings too. */
    interface Named {

        /** {@code openai} or {@code gemini}; unset: {@code openai} for all but the provider {@code gemini}. */
        @WithConverter(Trimmed.class)
        Optional<String> format();

        /** Required. A query is sent with each call; a user and a password are sent as {@code Authorization}. */
        @WithConverter(Trimmed.class)
        Optional<String> baseUrl();

        /** Several keys, separated by commas, are used in turn; one that is refused or limited is paused. */
        @WithConverter(Trimmed.class)
        Optional<String> apiKey();

        /** Required. */
        @WithConverter(Trimmed.class)
        Optional<String> model();

        /** {@code name=value} separated by commas; replaces headers of the same name. */
        @WithConverter(Trimmed.class)
        Optional<String> headers();

        /** Unset: the general one. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> firstTokenTimeout();

        /** Unset: the general one. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> idleTimeout();
    }

    /** The proxies on the way to providers. Other programs use the same variables. */
    interface Proxy {

        /** For providers at {@code http://}. */
        @WithConverter(Trimmed.class)
        Optional<String> http();

        /** For providers at {@code https://}. */
        @WithConverter(Trimmed.class)
        Optional<String> https();

        /** What is reached without a proxy: domains, addresses and networks, or {@code *}. */
        @WithConverter(Trimmed.class)
        Optional<String> none();
    }

    /** Connections to providers. */
    interface Connections {

        /** A host that takes longer to accept a connection counts as down. */
        @WithDefault("3s")
        @WithConverter(PositiveDuration.class)
        Duration connectTimeout();

        /** HTTP/1.1 needs one connection for each running reply, so no fewer than {@code runnel.limit.pod-replies}. */
        @WithDefault("10000")
        @WithConverter(PositiveInteger.class)
        int maxConnections();

        /**
         * Shorter than the 60 s after which common load balancers drop an idle connection. Rounded up to whole seconds.
         */
        @WithDefault("30s")
        @WithConverter(PositiveDuration.class)
        Duration keepAlive();

        /** The time limit of one whole call; today's longest replies take about two minutes. */
        @WithDefault("3m")
        @WithConverter(PositiveDuration.class)
        Duration totalTimeout();

        /**
         * A file of certificates in PEM. Providers' certificates may be signed by these authorities or by public ones.
         */
        @WithConverter(Trimmed.class)
        Optional<String> ca();

        /**
         * Only for the settings' names and checks. This map is incomplete, because an environment variable does not
         * tell where a provider's name ends. {@link NamedSettings} reads the settings of each name in {@link
         * ProviderConfig#providers}.
         */
        @WithParentName
        Map<String, Named> named();
    }
}
