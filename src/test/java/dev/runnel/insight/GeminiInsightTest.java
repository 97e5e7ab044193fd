package dev.runnel.insight;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.GeminiInsight.class)
class GeminiInsightTest extends InsightTest {
    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }
}
