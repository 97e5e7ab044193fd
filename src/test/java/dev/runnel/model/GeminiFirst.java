package dev.runnel.model;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Gemini is asked first, OpenAi when that fails. */
public class GeminiFirst implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("runnel.providers", "gemini,openai");
    }
}
