package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Http2Client;
import dev.runnel.testing.RawConnection.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames leave no doubt where a request ends; what it is for may be as malformed as ever. */
@QuarkusTest
@TestProfile(AttackProfiles.Open.class)
class MalformedHttp2Test extends AttackSuite {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a b",
                "/a\"b",
                "/a|b",
                "/%zz",
                "/%",
                "/api/conversation/a^b",
                "/api/conversation-stream/a/b?after={}",
                "/api/conversation/\\..\\x",
                "http://[x/api",
                ":",
                "/."
            })
    void an_address_that_is_none_is_refused_with_a_code_of_ours(String path) throws Exception {
        try (Http2Client client = Http2Client.to(port())) {
            for (String method : new String[] {"GET", "DELETE", "OPTIONS", "MADEUP"}) {
                Answer answer = client.ask(method, path);
                assertThat(code(answer)).as(method).isEqualTo("request_invalid");
            }
            assertThat(client.ask("GET", "/q/health/live").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "*", "//", "/nope", "/api/conversation/%00"})
    void an_address_that_names_nothing_is_refused_with_a_code_of_ours(String path) throws Exception {
        try (Http2Client client = Http2Client.to(port())) {
            assertThat(code(client.ask("GET", path))).isNotBlank();
        }
    }

    @Test
    void a_tunnel_is_refused_with_a_code_of_ours() throws Exception {
        try (Http2Client client = Http2Client.to(port())) {
            assertThat(code(client.ask("CONNECT", "/"))).isEqualTo("request_invalid");
        }
    }
}
