package dev.runnel.model;

import dev.runnel.testing.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(GeminiFirst.class)
class GeminiFirstContinuationTest extends ContinuationScenarios {

    @Override
    ScriptedProvider first() {
        return gemini;
    }

    @Override
    ScriptedProvider second() {
        return openAi;
    }

    @Override
    String firstName() {
        return "gemini";
    }

    @Override
    String secondName() {
        return "openai";
    }
}
