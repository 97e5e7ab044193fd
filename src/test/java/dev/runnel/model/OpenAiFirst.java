package dev.runnel.model;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** OpenAi is asked first, Gemini when that fails. */
public class OpenAiFirst implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("runnel.providers", "openai,gemini");
    }
}
