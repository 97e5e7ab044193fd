package dev.runnel.front.aisdk;

import dev.runnel.front.FrontContract;
import dev.runnel.front.FrontProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class AiSdkContractTest extends FrontContract {

    AiSdkContractTest() {
        super(new AiSdkFront());
    }
}
