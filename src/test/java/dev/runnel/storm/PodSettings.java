package dev.runnel.storm;

import java.util.HashMap;
import java.util.Map;

/** What the pods of a storm are told. */
final class PodSettings {

    private PodSettings() {}

    static Map<String, String> of(StormPlan plan, int provider, String redis) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "REDIS_URL", redis,
                "OPENAI_BASE_URL", "http://127.0.0.1:" + provider + "/v1",
                "OPENAI_API_KEY", "test",
                "RUNNEL_AUTH", "off",
                "RUNNEL_INSIGHT_ENABLED", "false",
                "RUNNEL_LIMIT_REQUESTS", "100000",
                "RUNNEL_DRAIN_TIMEOUT", "3s",
                "RUNNEL_REPLY_POD_LEASE", plan.lease().toMillis() + "ms"));
        settings.put("RUNNEL_REDIS_TIMEOUT", plan.redisTimeout().toMillis() + "ms");
        // Whoever is refused has a place that was not given back.
        settings.put("RUNNEL_LIMIT_CONCURRENT_REPLIES", "1");
        // The places of killed pods are free a minute after this.
        settings.put("RUNNEL_REPLY_MAX_DURATION", "60s");
        // Replies are looked at once more in the end.
        settings.put("RUNNEL_REPLY_RETENTION", "2h");
        return settings;
    }
}
