package dev.runnel.testing;

import java.util.Map;

/** The configurations under which messages are read for their context. */
public final class InsightProfiles {

    private InsightProfiles() {}

    /** What is understood of messages; small windows, so that a conversation soon has more to remember than they hold. */
    public abstract static class Insight extends OneProvider {
        Insight(String provider, String budget) {
            this(provider, budget, "1000");
        }

        Insight(String provider, String budget, String concurrentReplies) {
            super(
                    provider,
                    Map.of(
                            "runnel.limit.concurrent-replies", concurrentReplies,
                            "runnel.insight.enabled", "true",
                            "runnel.insight.budget", budget,
                            "runnel.insight.suggestions-budget", "100ms",
                            "runnel.insight.timeout", "60s",
                            "runnel.insight.model", Profiles.SMALL_MODEL,
                            "runnel.history-tokens", "400"));
        }
    }

    public static final class OpenAi extends Insight {
        public OpenAi() {
            super("openai", "0s");
        }
    }

    public static final class Gemini extends Insight {
        public Gemini() {
            super("gemini", "0s");
        }
    }

    public static final class Patient extends Insight {
        public Patient() {
            super("openai", "60s", "1");
        }
    }
}
