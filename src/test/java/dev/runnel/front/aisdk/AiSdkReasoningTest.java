package dev.runnel.front.aisdk;

import dev.runnel.front.FrontProfiles;
import dev.runnel.front.ReasoningContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class AiSdkReasoningTest extends ReasoningContract {

    AiSdkReasoningTest() {
        super(new AiSdkFront());
    }
}
