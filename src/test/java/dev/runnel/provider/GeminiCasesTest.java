package dev.runnel.provider;

import dev.runnel.testing.Dialect;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(GeminiCasesTest.Profile.class)
class GeminiCasesTest extends ProviderCasesSuite {

    public static final class Profile extends ProviderCasesSuite.Profile {
        public Profile() {
            super("gemini");
        }
    }

    @Override
    Dialect dialect() {
        return Dialect.GEMINI;
    }
}
