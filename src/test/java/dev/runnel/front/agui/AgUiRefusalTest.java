package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no question is refused before a run begins, in a form that {@code HttpAgent} hands on. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AgUiRefusalTest extends AgUiSuite {

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("broken JSON", "invalid_json", "{"),
                arguments("null", "invalid_json", "null"),
                arguments("a thread that is a number", "invalid_json", "{\"threadId\":7}"),
                arguments("no thread", "session_id_invalid", "{\"runId\":\"r\",\"messages\":[]}"),
                arguments("a bad thread", "session_id_invalid", "{\"threadId\":\"a b\",\"runId\":\"r\"}"),
                arguments("no run", "request_invalid", "{\"threadId\":\"t\",\"messages\":[]}"),
                arguments("an empty run", "request_invalid", "{\"threadId\":\"t\",\"runId\":\"\"}"),
                arguments(
                        "a long name of a run",
                        "request_invalid",
                        "{\"threadId\":\"t\",\"runId\":\"" + "x".repeat(129) + "\"}"),
                arguments("no messages", "message_required", "{\"threadId\":\"t\",\"runId\":\"r\"}"),
                arguments("no message", "message_required", messages("")),
                arguments("null as the message", "message_required", messages("null")),
                arguments(
                        "none of the user",
                        "message_required",
                        messages("{\"role\":\"assistant\",\"content\":\"Hi\"}")),
                arguments("no content", "message_required", messages("{\"role\":\"user\"}")),
                arguments("null as the content", "message_required", user("null")),
                arguments("no parts", "message_required", user("[]")),
                arguments("a blank text", "message_required", user("\" \"")),
                arguments("a content that is a number", "invalid_json", user("7")),
                arguments("a content that is an object", "invalid_json", user("{\"text\":\"Hi\"}")),
                arguments("a text too long", "message_too_long", user("\"" + "x".repeat(8_001) + "\"")),
                arguments("a part that is null", "request_invalid", user("[null]")),
                arguments("a text that is a number", "request_invalid", user("[{\"type\":\"text\",\"text\":7}]")),
                arguments(
                        "an image",
                        "request_invalid",
                        user("[{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"image\",\"source\":"
                                + "{\"type\":\"url\",\"value\":\"https://a.example/b.png\"}}]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_body_that_asks_nothing_is_refused_with_a_sentence_and_a_code(String name, String code, String body) {
        try (SseClient client = SseClient.post(url.getPort(), path(), body)) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(client.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(client.header("Cache-Control")).hasValue("no-store");
            JsonNode refusal = AgUiRun.refusal(client);
            assertThat(refusal.path("code").asText()).isEqualTo(code);
            assertThat(refusal.path("message").asText()).isNotBlank();
            assertThat(refusal.path("retryable").asBoolean(true)).isFalse();
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void requests_of_all_fronts_count_together_and_a_refusal_says_when_to_retry() {
        gate.open();
        conversation.streamed("own wire");
        for (int i = 1; i < FrontProfiles.REQUESTS; i++) {
            try (SseClient client = ask("run-" + i, "Hi")) {
                AgUiRun.of(client);
            }
        }
        try (SseClient client = ask("one-more", "Hi")) {
            assertThat(client.status()).isEqualTo(429);
            JsonNode refusal = AgUiRun.refusal(client);
            assertThat(refusal.path("code").asText()).isEqualTo("rate_limited");
            assertThat(refusal.path("retryable").asBoolean()).isTrue();
            assertThat(client.header("Retry-After"))
                    .contains(refusal.path("retryAfter").asText());
        }
        assertThat(provider().requests()).hasSize(FrontProfiles.REQUESTS);
    }

    private static String user(String content) {
        return messages("{\"id\":\"m\",\"role\":\"user\",\"content\":" + content + "}");
    }

    private static String messages(String messages) {
        return "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[" + messages + "]}";
    }
}
