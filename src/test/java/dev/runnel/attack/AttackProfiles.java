package dev.runnel.attack;

import dev.runnel.redis.RedisBeside;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ScriptedProviders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configurations under which the application is attacked. */
final class AttackProfiles {

    private AttackProfiles() {}

    /** Requests have little time, and a reply outlives its viewer for as long as a reload takes. */
    abstract static class Attacked extends OneProvider {

        Attacked(Map<String, String> more) {
            super("openai", more);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("runnel.reply.orphan-grace", "30s");
            overrides.put("runnel.message.receive-timeout", "2s");
            return overrides;
        }
    }

    /** Behind a gateway that checks users, with pages of one other origin. */
    public static final class Open extends Attacked {
        public Open() {
            super(Map.of(
                    "quarkus.http.cors.enabled",
                    "true",
                    "quarkus.http.cors.origins",
                    "https://shop.example",
                    "runnel.connection.max-per-address",
                    "20"));
        }
    }

    /** With TLS of its own beside the plain port. */
    public static final class Encrypted extends Attacked {
        public Encrypted() {
            super(Map.of());
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(ServerCertificate.class));
        }
    }

    /** With a Redis that other pods share. */
    public static final class Shared extends Attacked {
        public Shared() {
            super(Map.of("runnel.redis.timeout", "2s"));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(RedisBeside.class));
        }
    }

    /** With little room for each user, and a Redis. */
    public static final class Crowded extends Attacked {
        static final int READS = 12;
        static final int DELETIONS = 4;
        static final int STREAMS = 5;
        static final int SESSIONS = 3;

        /** What is not found is looked for twice, so long after one another. */
        static final long SECOND_LOOK_MS = 100;

        public Crowded() {
            super(Map.of(
                    "runnel.redis.timeout",
                    "2s",
                    "runnel.limit.reads",
                    Integer.toString(READS),
                    "runnel.limit.deletions",
                    Integer.toString(DELETIONS),
                    "runnel.limit.streams",
                    Integer.toString(STREAMS),
                    "runnel.session.max-per-user",
                    Integer.toString(SESSIONS)));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(RedisBeside.class));
        }
    }

    /** With a collector of traces, {@link dev.runnel.testing.RecordedSpans}. */
    public static final class Traced extends Attacked {
        public Traced() {
            super(Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "20ms"));
        }
    }

    /** As in production, with the keys of an issuer. */
    public static final class Shut extends Attacked {
        public Shut() {
            super(Map.of("runnel.auth", "jwt"));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProviders.class), new TestResourceEntry(Issuer.class));
        }
    }
}
