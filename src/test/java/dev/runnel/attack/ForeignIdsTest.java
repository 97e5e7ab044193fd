package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Issuer;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id names one thing, however it is written, and a token lets nobody further than it says. */
@QuarkusTest
@TestProfile(AttackProfiles.Shut.class)
class ForeignIdsTest extends AttackSuite {

    private static final int NESTING = 3_000;

    Issuer issuer;

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "%2e", "%2E%2e", ".%2e", "x/..", ".;a", "./", ";", ";x", "/;x", ";a=b?x", "kept;x"
            })
    void a_session_that_a_url_parser_takes_for_a_step_erases_nothing(String session) {
        keepOneConversation();
        assertThat(code(ask("DELETE", "/api/conversation/" + user + "/" + session, "")))
                .isEqualTo("request_invalid");
        assertThat(ask("GET", "/api/conversation/" + user, "").body()).contains("\"session_id\":\"kept\"");
    }

    @Test
    void a_semicolon_that_is_escaped_is_part_of_an_id_and_no_id_has_one() {
        keepOneConversation();
        assertThat(code(ask("DELETE", "/api/conversation/" + user + "/%3Bx", "")))
                .isEqualTo("session_id_invalid");
        assertThat(ask("GET", "/api/conversation/" + user, "").body()).contains("\"session_id\":\"kept\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/conversation/%s;a=b",
                "/api/conversation;a=b/%s",
                "/api/conversation-stream/%s;a=b",
                "/api/conversation-stream/%s/;r",
                "/api/conversation-socket/%s;a=b",
                "/api/ai-sdk/%s;a=b/kept/stream",
                "/api/ag-ui/%s/;x",
                "/v1/responses/;x",
                "/v1/models/auto;x"
            })
    void a_path_with_parameters_is_refused_wherever_it_leads(String path) {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            assertThat(ask(method, path.formatted(user), "").body())
                    .as(method)
                    .contains("\"request_invalid\"", "the character ; is not allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/conversation//%s",
                "/api/conversation//%s/kept",
                "/api//conversation/%s",
                "/api/conversation/%s//kept",
                "/api/conversation-stream//%s",
                "/v1/responses//cancel"
            })
    void an_id_that_is_missing_is_not_the_one_behind_it(String path) {
        keepOneConversation();
        for (String method : new String[] {"GET", "POST", "PATCH", "DELETE"}) {
            assertThat(ask(method, path.formatted(user), "").body())
                    .as(method)
                    .contains("\"request_invalid\"", "an id is missing");
        }
        assertThat(ask("GET", "//api/conversation/" + user, "").body()).contains("\"session_id\":\"kept\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void a_session_of_such_a_name_cannot_be_begun(String session) {
        Answer answer =
                ask("POST", "/api/conversation/" + user, "{\"message\":\"Hi\",\"session_id\":\"" + session + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("session_id_invalid");
    }

    @Test
    void a_token_as_deep_as_a_header_is_long_is_no_good() {
        String claims = "{\"sub\":\"" + user + "\",\"iss\":\"" + Issuer.NAME + "\",\"aud\":\"" + Issuer.AUDIENCE
                + "\",\"exp\":" + (Issuer.now() + 300) + ",\"deep\":" + "[".repeat(NESTING) + "]".repeat(NESTING) + "}";
        Answer answer = RawConnection.ask(
                        port(),
                        "GET /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                                + issuer.tokenOf(claims) + "\r\nConnection: close\r\n\r\n")
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("unauthenticated");
    }

    @Test
    void a_client_of_the_old_version_that_names_no_host_is_asked_who_it_is() {
        Answer answer = RawConnection.ask(port(), "GET /api/conversation/" + user + " HTTP/1.0\r\n\r\n")
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("unauthenticated");
    }

    private void keepOneConversation() {
        provider.byDefault(Script.reply("Hello"));
        assertThat(ask("POST", "/api/conversation/" + user, "{\"message\":\"Hi\",\"session_id\":\"kept\"}")
                        .status())
                .isEqualTo(200);
    }

    private Answer ask(String method, String path, String body) {
        return RawConnection.ask(
                        port(),
                        method + " " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + issuer.token(user)
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                + "\r\nConnection: close\r\n\r\n" + body)
                .orElseThrow();
    }
}
