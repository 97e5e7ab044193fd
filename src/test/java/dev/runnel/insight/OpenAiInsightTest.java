package dev.runnel.insight;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.OpenAiInsight.class)
class OpenAiInsightTest extends InsightTest {
    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }
}
