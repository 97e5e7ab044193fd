package dev.runnel.front.conversation;

import dev.runnel.front.FrontContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontContract.Profile.class)
class ConversationContractTest extends FrontContract {

    ConversationContractTest() {
        super(new ConversationFront());
    }
}
