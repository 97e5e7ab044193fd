package dev.runnel.reply;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.Gemini.class)
class GeminiGivenPromptTest extends GivenPromptScenarios {
    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }
}
