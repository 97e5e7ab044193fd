package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Http2Client;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.Script;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that ends TLS itself is as strict as one behind a proxy. */
@QuarkusTest
@TestProfile(AttackProfiles.Encrypted.class)
class EncryptedHttpTest extends AttackSuite {

    private static final String NEXT = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String NO_REQUEST = "GET /\r\n\r\n";

    @TestHTTPResource(value = "/", tls = true)
    URL encrypted;

    static List<Malformed.Request> requests() {
        return Malformed.requests("", "attacker");
    }

    /** The process's own first request makes it so; what is no request cannot have been the one. */
    @BeforeEach
    void connections_are_watched_before_anybody_asked() {
        await().pollDelay(Duration.ZERO).untilAsserted(() -> {
            try (RawConnection connection = RawConnection.encryptedTo(encrypted.getPort())) {
                connection.send(NO_REQUEST);
                assertThat(code(connection.answer().orElseThrow())).isEqualTo("request_invalid");
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_malformed_request_is_answered_as_without_encryption(Malformed.Request request) {
        assertAnsweredAlike(request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void so_it_is_where_the_protocol_was_agreed_on(Malformed.Request request) {
        assertAnsweredAlike(request, "http/1.1");
    }

    private void assertAnsweredAlike(Malformed.Request request, String... protocols) {
        try (RawConnection plain = RawConnection.to(port());
                RawConnection connection = RawConnection.encryptedTo(encrypted.getPort(), protocols)) {
            plain.send(request.bytes());
            connection.send(request.bytes());
            Answer expected = plain.answer().orElseThrow();
            Answer answer = connection.answer().orElseThrow();
            assertThat(code(answer)).isNotBlank().isEqualTo(code(expected));
            assertThat(answer.status()).isEqualTo(expected.status());
            if (request.closes()) {
                connection.send(NEXT);
                assertThat(connection.answer()).as("what follows").isEmpty();
            }
        }
        assertThat(provider.requests()).isEmpty();
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http/1.1"})
    void a_question_is_answered_whatever_protocols_its_client_offers(String protocol) {
        provider.byDefault(Script.reply("Hello"));
        String[] offered = protocol.isEmpty() ? new String[0] : new String[] {protocol};
        try (RawConnection connection = RawConnection.encryptedTo(encrypted.getPort(), offered)) {
            for (int i = 0; i < 2; i++) {
                connection.send("POST /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"message\":\"Hi\"}");
                assertThat(connection.answer().orElseThrow().body()).contains("Hello");
            }
        }
    }

    @Test
    void an_address_that_is_none_is_refused_on_http_2_too() throws Exception {
        try (Http2Client client = Http2Client.encryptedTo(encrypted.getPort())) {
            assertThat(code(client.ask("GET", "/a b"))).isEqualTo("request_invalid");
            assertThat(client.ask("GET", "/api/conversation/" + user).status()).isEqualTo(200);
        }
    }
}
