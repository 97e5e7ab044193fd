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
     * The order in which providers are asked, for example {@code azure,openai,gemini}. Unset: {@code openai} and
     * {@code gemini} as far as they have a key, and in development the demo model when none has.
     */
    Optional<List<String>> providers();

    OpenAi openai();

    Gemini gemini();

    Connections provider();

    Proxy proxy();

    /** An endpoint that speaks the OpenAI format. */
    interface OpenAi {

        /** Several with commas between them are taken in turn. */
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

        /** Several with commas between them are taken in turn. */
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

    /** A provider of the team's own naming; the two above have these settings, too. */
    interface Named {

        /** {@code openai} or {@code gemini}; unset: {@code openai} for all but the provider {@code gemini}. */
        @WithConverter(Trimmed.class)
        Optional<String> format();

        /** Needed. A query in it is sent with each call, a user and a password as an {@code Authorization}. */
        @WithConverter(Trimmed.class)
        Optional<String> baseUrl();

        /** Several with commas between them are taken in turn; one that is refused or limited rests. */
        @WithConverter(Trimmed.class)
        Optional<String> apiKey();

        /** Needed. */
        @WithConverter(Trimmed.class)
        Optional<String> model();

        /** {@code name=value} with commas between them, in place of those of the same name. */
        @WithConverter(Trimmed.class)
        Optional<String> headers();

        /** Unset: the general one. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> firstTokenTimeout();

        /** Unset: the general one. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> idleTimeout();
    }

    /** The way to providers that are not reached directly, by the names that other programs know, too. */
    interface Proxy {

        /** For providers at {@code http://}. */
        @WithConverter(Trimmed.class)
        Optional<String> http();

        /** For providers at {@code https://}. */
        @WithConverter(Trimmed.class)
        Optional<String> https();

        /** Who is reached directly all the same: domains, addresses and networks, or {@code *}. */
        @WithConverter(Trimmed.class)
        Optional<String> none();
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

        /** A file of certificates in PEM that providers' own may be signed by, beside those that everybody trusts. */
        @WithConverter(Trimmed.class)
        Optional<String> ca();

        /**
         * Here for its names and its checks alone. It is not complete: where a provider's name ends, a variable does not
         * tell, so {@link NamedSettings} looks up what is set of each name in {@link ProviderConfig#providers}.
         */
        @WithParentName
        Map<String, Named> named();
    }
}
