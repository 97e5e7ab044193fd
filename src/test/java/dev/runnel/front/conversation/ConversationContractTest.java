package dev.runnel.front.conversation;

import dev.runnel.front.FrontContract;
import dev.runnel.front.FrontProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ConversationContractTest extends FrontContract {

    ConversationContractTest() {
        super(new ConversationFront());
    }
}
