package dev.runnel.front.openai;

import dev.runnel.front.FrontContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontContract.Profile.class)
class ChatContractTest extends FrontContract {

    ChatContractTest() {
        super(new ChatFront());
    }
}
