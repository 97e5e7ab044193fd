package dev.runnel.reply;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class OpenAiGivenPromptTest extends GivenPromptScenarios {
    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }
}
