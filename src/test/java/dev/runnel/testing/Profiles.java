package dev.runnel.testing;

import dev.runnel.redis.RedisBeside;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configurations under which the running application is tested. */
public final class Profiles {
    public static final String SYSTEM_PROMPT = "Be brief. {not a variable}";

    /** Asked what a message is about. */
    public static final String SMALL_MODEL = "small-model";

    /** Of a reply under {@link TwoRequests}. */
    public static final int MAX_CHARACTERS = 1_000;

    /** A busy machine must not look like an outage. */
    private static final String PATIENCE = "runnel.redis.timeout";

    private Profiles() {}

    public static final class OpenAi extends OneProvider {
        public OpenAi() {
            super("openai", Map.of());
        }
    }

    public static final class Gemini extends OneProvider {
        public Gemini() {
            super("gemini", Map.of());
        }
    }

    /** Whose circuits open after two failures, and long enough to look at; who fails is asked without streaming, too. */
    public static final class TwoProviders extends OneProvider {
        public TwoProviders() {
            super(
                    "openai,gemini",
                    Map.of(
                            "runnel.provider.non-streaming-fallback", "true",
                            "runnel.provider.breaker-window", "2",
                            "runnel.provider.breaker-delay", "3s"));
        }
    }

    /** Of a team's own naming, without a system prompt; the first has little time, the second much. */
    public static final class Named extends OneProvider {
        public Named() {
            super(
                    "unset",
                    Map.of(
                            "runnel.system-prompt", "",
                            "runnel.provider.first-token-timeout", "1s",
                            "runnel.provider.azure.first-token-timeout", "200ms",
                            "runnel.provider.my-groq.first-token-timeout", "30s"));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.remove("runnel.providers");
            return overrides;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(NamedProviders.class));
        }
    }

    /** With a collector, {@link dev.runnel.testing.RecordedSpans}, and all that could leave a span. */
    public static final class Traced extends OneProvider {
        public Traced() {
            super(
                    "openai,gemini",
                    Map.of(
                            "quarkus.otel.sdk.disabled",
                            "false",
                            "quarkus.otel.bsp.schedule.delay",
                            "20ms",
                            "runnel.provider.retries",
                            "1",
                            "runnel.provider.retry-delay",
                            "10ms",
                            "runnel.provider.continuations",
                            "1",
                            "runnel.insight.enabled",
                            "true",
                            "runnel.insight.model",
                            SMALL_MODEL,
                            PATIENCE,
                            "1s"));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(RedisBeside.class));
        }
    }

    /** As in production: shut, with the keys of an issuer. */
    public static final class Jwt extends OneProvider {
        public Jwt() {
            super("openai", Map.of("runnel.auth", "jwt", "runnel.socket.token-grace", "2s"));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(Issuer.class));
        }
    }

    public static final class TwoRequests extends OneProvider {
        public TwoRequests() {
            super(
                    "openai",
                    Map.of(
                            "runnel.limit.requests",
                            "2",
                            "runnel.limit.address-requests",
                            "20",
                            "runnel.reply.max-characters",
                            Integer.toString(MAX_CHARACTERS)));
        }
    }

    /** Behind a proxy that is trusted and compresses by itself, with pages of one other origin, and with little room and time for a request. */
    public static final class Guarded extends OneProvider {
        public Guarded() {
            super(
                    "openai",
                    Map.of(
                            "quarkus.http.cors.enabled", "true",
                            "quarkus.http.cors.origins", "https://shop.example",
                            "quarkus.http.proxy.proxy-address-forwarding", "true",
                            "quarkus.http.proxy.trusted-proxies", "127.0.0.2",
                            "quarkus.http.limits.max-connections", "12",
                            "runnel.stream.compression", "false",
                            "runnel.socket.compression", "false",
                            "runnel.limit.address-requests", "20",
                            "runnel.message.receive-timeout", "1s",
                            "runnel.reply.heartbeat", "400ms"));
        }
    }

    /** All events have one of a few lengths. */
    public static final class Padded extends OneProvider {
        public Padded() {
            super("openai", Map.of("runnel.stream.padding", "true"));
        }
    }

    /** With limits for addresses, so that both kinds of counters are in use. */
    public static class Redis extends OneProvider {
        /** Of one user. */
        public static final int CONCURRENT_REPLIES = 10;

        public Redis() {
            super(
                    "openai",
                    Map.of(
                            "runnel.limit.requests",
                            "60",
                            "runnel.limit.concurrent-replies",
                            Integer.toString(CONCURRENT_REPLIES),
                            "runnel.limit.address-requests",
                            "100000",
                            PATIENCE,
                            "1s"));
        }

        Map<String, String> redis() {
            return Map.of();
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(RedisBeside.class, redis()));
        }
    }

    /** Whose process is told to go, and is of no use to another test. */
    public static final class Leaving extends Redis {}

    public static final class RedisCluster extends Redis {
        @Override
        Map<String, String> redis() {
            return Map.of("cluster", "true");
        }
    }

    /** As it is started by somebody who has no key. */
    public static final class NoKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "runnel.openai.api-key", "",
                    "runnel.gemini.api-key", "",
                    "runnel.insight.enabled", "true",
                    // The answers of the documentation have their context, on a slow machine, too.
                    "runnel.insight.budget", "5s");
        }
    }
}
