package dev.runnel.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Three scripted providers with names of a team's own: {@code azure} and {@code my-groq} speak OpenAI's format,
 * {@code third} Gemini's. Tests get this object in their field of its type.
 */
public final class NamedProviders implements QuarkusTestResourceLifecycleManager {

    private final Map<String, ScriptedProvider> providers = new LinkedHashMap<>();

    @Override
    public Map<String, String> start() {
        providers.put("azure", ScriptedProvider.openAi());
        providers.put("my-groq", ScriptedProvider.openAi());
        providers.put("third", ScriptedProvider.gemini());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("runnel.providers", "azure, my-groq,third");
        settings.put("runnel.provider.third.format", "gemini");
        providers.forEach((name, scripted) -> {
            settings.put("runnel.provider." + name + ".base-url", scripted.baseUrl() + "/?api-version=1");
            settings.put("runnel.provider." + name + ".api-key", name + "-key-1," + name + "-key-2\n");
            settings.put("runnel.provider." + name + ".model", name + "-model");
        });
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(NamedProviders.class));
    }

    @Override
    public void stop() {
        providers.values().forEach(ScriptedProvider::close);
    }

    public ScriptedProvider of(String name) {
        return providers.get(name);
    }

    public void reset() {
        providers.values().forEach(ScriptedProvider::reset);
    }
}
