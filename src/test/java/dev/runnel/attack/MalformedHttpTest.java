package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, what leaves is ours: a refusal with a code, and no page, no stack trace, no number of one. */
@QuarkusTest
@TestProfile(AttackProfiles.Open.class)
class MalformedHttpTest extends AttackSuite {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String POST =
            "POST /api/conversation/attacker HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private static final String NEXT = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    static List<Malformed.Request> requests() {
        return Malformed.requests("", "attacker");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_malformed_request_is_refused_with_a_code_of_ours(Malformed.Request request) {
        try (RawConnection connection = RawConnection.to(port())) {
            connection.send(request.bytes());
            assertThat(code(connection.answer().orElseThrow())).isNotBlank();
            if (request.closes()) {
                connection.send(NEXT);
                assertThat(connection.answer()).as("what follows").isEmpty();
            }
        }
        assertThat(get("/q/health").status()).isEqualTo(200);
        assertThat(provider.requests()).isEmpty();
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\n", "10\r\n{\"message\":\"Hi\"}xx"})
    void chunks_that_are_none_are_refused_and_end_the_connection(String chunks) {
        try (RawConnection connection = RawConnection.to(port())) {
            connection.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
            Answer answer = connection.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("request_invalid");
            connection.send(NEXT);
            assertThat(connection.answer()).as("what follows").isEmpty();
        }
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void chunks_that_are_none_after_an_answer_get_no_second_one() {
        try (RawConnection connection = RawConnection.to(port())) {
            connection.send("GET /nope HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(connection.answer().orElseThrow().status()).isEqualTo(404);
            connection.send("zz\r\n");
            assertThat(connection.answer()).isEmpty();
        }
    }

    @Test
    void a_client_of_the_old_version_that_names_no_host_is_served() {
        provider.byDefault(Script.reply("Hello"));
        Answer answer = RawConnection.ask(
                        port(),
                        "POST /api/conversation/" + user + " HTTP/1.0\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 16\r\n\r\n{\"message\":\"Hi\"}")
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Hello");
    }

    @Test
    void a_head_that_comes_byte_by_byte_and_has_spaces_in_its_values_is_read() {
        try (RawConnection connection = RawConnection.to(port())) {
            for (char octet : "GET /q/health/live HTTP/1.1\r\nHost: a\r\nX:  a  b \r\n\r\n".toCharArray()) {
                connection.send(String.valueOf(octet));
            }
            assertThat(connection.answer().orElseThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void requests_that_follow_one_another_at_once_are_all_answered() {
        try (RawConnection connection = RawConnection.to(port())) {
            connection.send(NEXT + "\r\n" + NEXT + "GET /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                assertThat(connection.answer().orElseThrow().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void an_upgrade_to_http_2_is_not_offered() {
        Answer answer = RawConnection.ask(
                        port(),
                        "GET /api/conversation/" + user
                                + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n")
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://evil.example", "http://shop.example", "https://[", "x"})
    void a_page_of_another_origin_is_told_why_it_is_refused(String origin) {
        for (String method : List.of("GET", "OPTIONS")) {
            Answer answer = RawConnection.ask(
                            port(),
                            method + " /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\nOrigin: " + origin
                                    + "\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n")
                    .orElseThrow();
            assertThat(code(answer)).isEqualTo("forbidden");
            assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        }
    }

    @Test
    void a_connection_whose_request_was_refused_and_that_idles_is_closed() {
        try (RawConnection connection = RawConnection.to(port())) {
            connection.send("GET /nope HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(connection.answer().orElseThrow().status()).isEqualTo(404);
            assertThat(connection.isClosedWithin(SOON)).isTrue();
        }
    }
}
