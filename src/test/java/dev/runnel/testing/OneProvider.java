package dev.runnel.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scripted providers, no limit in the way, and one attempt per request: what a failure looks like by itself. */
public abstract class OneProvider implements QuarkusTestProfile {

    /** Nothing is tried twice, and no failure of one test closes the provider to the next. */
    private static final Map<String, String> ONE_ATTEMPT = Map.of(
            "runnel.provider.retries", "0",
            "runnel.provider.continuations", "0",
            "runnel.provider.non-streaming-fallback", "false",
            "runnel.provider.breaker-window", "100000");

    private final Map<String, String> overrides = new HashMap<>(Map.of(
            "quarkus.http.test-port", "0",
            "runnel.system-prompt", Profiles.SYSTEM_PROMPT,
            "runnel.limit.requests", "100000",
            "runnel.limit.concurrent-replies", "1000",
            "runnel.limit.loop-lag", "1m",
            "runnel.reply.orphan-grace", "0s"));

    protected OneProvider(String provider, Map<String, String> more) {
        overrides.putAll(ONE_ATTEMPT);
        overrides.put("runnel.providers", provider);
        overrides.putAll(more);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return overrides;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedProviders.class));
    }
}
