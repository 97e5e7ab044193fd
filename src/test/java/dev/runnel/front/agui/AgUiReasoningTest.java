package dev.runnel.front.agui;

import dev.runnel.front.ReasoningContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(ReasoningContract.Profile.class)
class AgUiReasoningTest extends ReasoningContract {

    AgUiReasoningTest() {
        super(new AgUiFront());
    }
}
