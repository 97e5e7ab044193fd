package dev.runnel.front.openai;

import dev.runnel.front.FrontContract;
import dev.runnel.front.FrontProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ChatContractTest extends FrontContract {

    ChatContractTest() {
        super(new ChatFront());
    }
}
