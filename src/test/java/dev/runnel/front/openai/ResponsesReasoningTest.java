package dev.runnel.front.openai;

import dev.runnel.front.FrontProfiles;
import dev.runnel.front.ReasoningContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ResponsesReasoningTest extends ReasoningContract {

    ResponsesReasoningTest() {
        super(new ResponsesFront());
    }
}
