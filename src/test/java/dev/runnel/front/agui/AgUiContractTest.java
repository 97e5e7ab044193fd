package dev.runnel.front.agui;

import dev.runnel.front.FrontContract;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FrontContract.Profile.class)
class AgUiContractTest extends FrontContract {

    AgUiContractTest() {
        super(new AgUiFront());
    }
}
