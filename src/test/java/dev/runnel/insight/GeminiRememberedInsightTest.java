package dev.runnel.insight;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.InsightProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(InsightProfiles.Gemini.class)
class GeminiRememberedInsightTest extends RememberedInsightTest {
    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }
}
