package dev.runnel.front.openai;

import dev.runnel.front.ReasoningContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(ReasoningContract.Profile.class)
class ChatReasoningTest extends ReasoningContract {

    ChatReasoningTest() {
        super(new ChatFront());
    }
}
