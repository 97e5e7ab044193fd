package dev.runnel.web;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;

/** Padded events and messages, which are not compressed. */
@QuarkusTest
@TestProfile(PaddedRepliesTest.Profile.class)
class PaddedRepliesTest extends EncodedRepliesContract {

    public static final class Profile extends BrowserSuite.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("runnel.stream.padding", "true");
            return overrides;
        }
    }

    @Override
    String streamEncoding() {
        return null;
    }

    @Override
    String socketExtensions() {
        return "";
    }
}
