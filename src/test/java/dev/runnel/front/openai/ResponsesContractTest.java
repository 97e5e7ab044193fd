package dev.runnel.front.openai;

import dev.runnel.front.FrontContract;
import dev.runnel.front.FrontProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ResponsesContractTest extends FrontContract {

    ResponsesContractTest() {
        super(new ResponsesFront());
    }
}
