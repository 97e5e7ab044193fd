package dev.runnel.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebAssetsTest.Profile.class)
class WebAssetsTest {

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0", "runnel.providers", "demo");
        }
    }

    @Test
    void the_client_is_a_module_under_a_name_that_stays() {
        given().get("/runnel/client.js")
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", equalTo("no-cache"))
                .body(containsString("streamReply"));
    }

    @Test
    void the_conversation_has_a_name_that_stays_too() {
        given().get("/runnel/conversation.js").then().statusCode(200).body(containsString("mountConversation"));
        given().get("/runnel/conversation.css").then().statusCode(200).contentType(containsString("css"));
    }
}
