package dev.runnel.http;

import dev.runnel.testing.Dialect;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.OpenAiInsight.class)
class OpenAiInsightTest extends InsightTest {
    @Override
    Dialect dialect() {
        return Dialect.OPENAI;
    }
}
