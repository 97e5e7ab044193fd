package dev.runnel.testing;

import java.util.List;
import java.util.Map;

/** The configurations under which the packaged application is tested. */
public final class PackagedProfiles {

    private PackagedProfiles() {}

    public static final class Open extends OneProvider {
        public Open() {
            super(
                    "openai",
                    Map.of(
                            "quarkus.http.host", "127.0.0.1",
                            "runnel.auth", "off",
                            "runnel.insight.enabled", "false"));
        }
    }

    /** Shut, with a key in a file. */
    public static final class Jwt extends OneProvider {
        public Jwt() {
            super("openai", Map.of("quarkus.http.host", "127.0.0.1", "runnel.insight.enabled", "false"));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(ScriptedProviders.class),
                    new TestResourceEntry(Issuer.class, Map.of("keys", "file")));
        }
    }
}
