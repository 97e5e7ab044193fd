package dev.runnel.front.aisdk;

import dev.runnel.front.FrontContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontContract.Profile.class)
class AiSdkContractTest extends FrontContract {

    AiSdkContractTest() {
        super(new AiSdkFront());
    }
}
