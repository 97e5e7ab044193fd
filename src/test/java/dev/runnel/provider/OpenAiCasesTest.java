package dev.runnel.provider;

import dev.runnel.testing.Dialect;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OpenAiCasesTest.Profile.class)
class OpenAiCasesTest extends ProviderCasesSuite {

    public static final class Profile extends ProviderCasesSuite.Profile {
        public Profile() {
            super("openai");
        }
    }

    @Override
    Dialect dialect() {
        return Dialect.OPENAI;
    }
}
