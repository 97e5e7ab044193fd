package dev.runnel.model;

import dev.runnel.testing.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OpenAiFirst.class)
class OpenAiFirstContinuationTest extends ContinuationScenarios {

    @Override
    ScriptedProvider first() {
        return openAi;
    }

    @Override
    ScriptedProvider second() {
        return gemini;
    }

    @Override
    String firstName() {
        return "openai";
    }

    @Override
    String secondName() {
        return "gemini";
    }
}
