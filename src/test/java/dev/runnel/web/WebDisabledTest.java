package dev.runnel.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WebDisabledTest.Profile.class)
class WebDisabledTest {

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0", "runnel.web.enabled", "false", "runnel.providers", "demo");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/runnel/client.js", "/runnel/page.json", "/static/bundle/client.js"})
    void nothing_for_browsers_is_there(String path) {
        given().get(path).then().statusCode(404).body("code", equalTo("not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live"})
    void everything_else_is(String path) {
        given().get(path).then().statusCode(200);
    }
}
