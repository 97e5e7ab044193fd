package dev.runnel.front.openai;

import dev.runnel.front.FrontContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontContract.Profile.class)
class ResponsesContractTest extends FrontContract {

    ResponsesContractTest() {
        super(new ResponsesFront());
    }
}
