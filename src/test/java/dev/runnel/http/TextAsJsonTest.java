package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page may send JSON as text, which its browser does without asking whether it may, to its own service alone. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class TextAsJsonTest extends ProviderSuite {

    private static final String TEXT = "Content-Type: text/plain;charset=UTF-8";

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_string_that_fetch_sends_is_a_question() {
        for (String path : List.of(conversation.streamPath(), conversation.wholePath())) {
            try (SseClient client = SseClient.post(url.getPort(), path, conversation.body("Grüße"), TEXT)) {
                assertThat(client.status()).isEqualTo(200);
                assertThat(client.isEndedCleanly()).isTrue();
            }
        }
        assertThat(provider().requests()).hasSize(2).allSatisfy(request -> assertThat(
                        request.messages().getLast().text())
                .isEqualTo("Grüße"));
    }

    @Test
    void a_page_of_the_service_itself_may() {
        try (SseClient client = ask(TEXT, "http://127.0.0.1:" + url.getPort())) {
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://chat.example, 200", "http://chat.example, 200", "https://chat.example:8443, 403"})
    void a_page_behind_a_proxy_that_ends_tls_may(String origin, int status) {
        try (SseClient client = SseClient.post(
                url.getPort(),
                conversation.streamPath(),
                conversation.body("Hi"),
                TEXT,
                "Host: chat.example",
                "Origin: " + origin)) {
            assertThat(client.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://127.0.0.1",
                "https://127.0.0.1:8443",
                "http://127.0.0.1.evil.example",
                "null",
                "file://",
                "x y"
            })
    void a_page_of_another_origin_may_not(String origin) {
        for (String type : List.of(TEXT, "Content-Type: TEXT/PLAIN", "Content-Type:", "Content-Type: text/html")) {
            try (SseClient client = ask(type, origin)) {
                assertThat(client.status()).isEqualTo(403);
                assertThat(client.rawBody()).startsWith("data: {\"type\":\"error\",\"code\":\"forbidden\"");
                assertThat(client.header("Cache-Control")).hasValue("no-cache, no-transform");
            }
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void what_is_text_and_no_question_is_refused_as_json_is() {
        for (String body : List.of("Hi", "{\"message\":7}", "{\"message\":\"a\",\"message\":\"b\"}", "null", "[]")) {
            try (SseClient client = SseClient.post(url.getPort(), conversation.streamPath(), body, TEXT)) {
                assertThat(client.status()).isEqualTo(400);
                assertThat(client.rawBody()).contains("\"invalid_json\"");
            }
        }
        try (SseClient client = SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), TEXT, "Content-Length: 300000")) {
            assertThat(client.status()).isEqualTo(413);
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_front_whose_clients_send_json_takes_no_text() {
        try (SseClient client = SseClient.post(url.getPort(), "/api/ai-sdk/" + conversation.user(), "{}", TEXT)) {
            assertThat(client.status()).isEqualTo(415);
        }
    }

    @Test
    void nor_may_it_send_what_has_no_type() {
        RawConnection.Answer answer = RawConnection.ask(
                        url.getPort(),
                        "POST " + conversation.streamPath() + " HTTP/1.1\r\nHost: 127.0.0.1:" + url.getPort()
                                + "\r\nOrigin: https://evil.example\r\nContent-Length: 16\r\n\r\n"
                                + "{\"message\":\"Hi\"}")
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"forbidden\"");
        assertThat(provider().requests()).isEmpty();
    }

    private SseClient ask(String type, String origin) {
        return SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), type, "Origin: " + origin);
    }
}
