package dev.runnel.front.agui;

import dev.runnel.front.FrontProfiles;
import dev.runnel.front.ReasoningContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class AgUiReasoningTest extends ReasoningContract {

    AgUiReasoningTest() {
        super(new AgUiFront());
    }
}
