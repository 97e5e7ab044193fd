package dev.runnel.front.conversation;

import dev.runnel.front.ReasoningContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(ReasoningContract.Profile.class)
class ConversationReasoningTest extends ReasoningContract {

    ConversationReasoningTest() {
        super(new ConversationFront());
    }
}
