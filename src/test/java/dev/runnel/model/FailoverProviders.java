package dev.runnel.model;

import dev.runnel.testing.ScriptedProvider;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** One scripted provider of each format, behind the application under test, and time limits that suit a test. */
public class FailoverProviders implements QuarkusTestResourceLifecycleManager {

    private ScriptedProvider openAi;
    private ScriptedProvider gemini;

    @Override
    public Map<String, String> start() {
        openAi = ScriptedProvider.openAi();
        gemini = ScriptedProvider.gemini();
        return Map.ofEntries(
                Map.entry("runnel.openai.base-url", openAi.baseUrl()),
                Map.entry("runnel.openai.api-key", "test"),
                Map.entry("runnel.gemini.base-url", gemini.baseUrl()),
                Map.entry("runnel.gemini.api-key", "test"),
                Map.entry("runnel.limit.requests", "100000"),
                Map.entry("runnel.limit.concurrent-replies", "1000"),
                Map.entry("runnel.reply.orphan-grace", "0s"),
                Map.entry("runnel.provider.first-token-timeout", "1s"),
                Map.entry("runnel.provider.idle-timeout", "700ms"),
                Map.entry("runnel.provider.total-timeout", "2s"),
                Map.entry("runnel.provider.keep-alive", "1s"),
                Map.entry("runnel.provider.retry-delay", "40ms"),
                Map.entry("runnel.provider.max-retry-after", "3s"),
                Map.entry("runnel.provider.breaker-delay", "500ms"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(openAi, field -> field.getName().equals("openAi"));
        injector.injectIntoFields(gemini, field -> field.getName().equals("gemini"));
    }

    @Override
    public void stop() {
        openAi.close();
        gemini.close();
    }
}
