package dev.runnel.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.EnumMap;
import java.util.Map;

/**
 * One scripted provider of each dialect beside the running application, whose configuration names them. Tests get this
 * object in their field of its type.
 */
public final class ScriptedProviders implements QuarkusTestResourceLifecycleManager {
    private final Map<Dialect, ScriptedProvider> providers = new EnumMap<>(Dialect.class);

    @Override
    public Map<String, String> start() {
        for (Dialect dialect : Dialect.values()) {
            providers.put(dialect, ScriptedProvider.of(dialect));
        }
        return Map.of(
                "runnel.openai.base-url", of(Dialect.OPENAI).baseUrl(),
                "runnel.openai.api-key", "openai-key",
                "runnel.openai.model", "openai-model",
                "runnel.gemini.base-url", of(Dialect.GEMINI).baseUrl(),
                "runnel.gemini.api-key", "gemini-key",
                "runnel.gemini.model", "gemini-model");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(ScriptedProviders.class));
    }

    @Override
    public void stop() {
        providers.values().forEach(ScriptedProvider::close);
    }

    public ScriptedProvider of(Dialect dialect) {
        return providers.get(dialect);
    }

    /** Nobody listens at the provider's address while this runs. */
    public void whileRefusingConnections(Dialect dialect, Runnable test) {
        ScriptedProvider down = of(dialect);
        down.close();
        try {
            test.run();
        } finally {
            providers.put(dialect, ScriptedProvider.on(down.port(), dialect));
        }
    }

    public void reset() {
        providers.values().forEach(ScriptedProvider::reset);
    }
}
