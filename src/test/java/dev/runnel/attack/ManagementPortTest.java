package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.FreePort;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a port of their own, operators' paths are nobody's business beside the API, and the API none there. */
@QuarkusTest
@TestProfile(ManagementPortTest.Profile.class)
class ManagementPortTest extends AttackSuite {

    public static class Profile extends AttackProfiles.Attacked {
        public Profile() {
            super(Map.of("runnel.management.port", Integer.toString(FreePort.find())));
        }
    }

    @ConfigProperty(name = "runnel.management.port")
    int management;

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/openapi"
            })
    void what_operators_ask_is_answered_there_alone(String path) {
        assertThat(ask(management, path).status()).isEqualTo(200);
        assertThat(code(ask(port(), path))).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//q/health",
                "/q//health",
                "/x/../q/health",
                "/%71/health",
                "/q;x/health",
                "/q",
                "/Q/../q/metrics"
            })
    void no_other_spelling_gets_there(String path) {
        assertThat(ask(port(), path).status()).isIn(400, 404);
        assertThat(ask(port(), path).body()).doesNotContain("\"status\": \"UP\"", "http_server");
    }

    @Test
    void the_api_and_the_page_are_not_served_there() {
        assertThat(code(ask(management, "/api/conversation/" + user))).isEqualTo("not_found");
        assertThat(code(ask(management, "/"))).isEqualTo("not_found");
        assertThat(ask(port(), "/api/conversation/" + user).status()).isEqualTo(200);
        assertThat(ask(port(), "/").status()).isEqualTo(200);
    }

    private static Answer ask(int port, String path) {
        return RawConnection.ask(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .orElseThrow();
    }
}
