package dev.runnel.front.agui;

import dev.runnel.front.FrontContract;
import dev.runnel.front.FrontProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class AgUiContractTest extends FrontContract {

    AgUiContractTest() {
        super(new AgUiFront());
    }
}
