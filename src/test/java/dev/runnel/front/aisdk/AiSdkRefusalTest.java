package dev.runnel.front.aisdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no question is refused before a stream begins, in a form that {@code useChat} can show. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AiSdkRefusalTest extends AiSdkSuite {

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("broken JSON", "invalid_json", "{"),
                arguments("null", "invalid_json", "null"),
                arguments("a text that is a number", "invalid_json", messages("{\"type\":\"text\",\"text\":7}")),
                arguments("no chat", "session_id_invalid", "{\"messages\":[]}"),
                arguments("a bad chat", "session_id_invalid", "{\"id\":\"a b\",\"messages\":[]}"),
                arguments("no messages", "message_required", "{\"id\":\"c\"}"),
                arguments("no message", "message_required", "{\"id\":\"c\",\"messages\":[]}"),
                arguments("null as the message", "message_required", "{\"id\":\"c\",\"messages\":[null]}"),
                arguments(
                        "the model's message as the last",
                        "message_required",
                        "{\"id\":\"c\",\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hi\"}]},"
                                + "{\"role\":\"assistant\",\"parts\":[]}]}"),
                arguments("no parts", "message_required", "{\"id\":\"c\",\"messages\":[{\"role\":\"user\"}]}"),
                arguments("a null part", "message_required", messages("null")),
                arguments("a blank text", "message_required", messages("{\"type\":\"text\",\"text\":\" \"}")),
                arguments(
                        "a text too long",
                        "message_too_long",
                        messages("{\"type\":\"text\",\"text\":\"" + "x".repeat(8_001) + "\"}")),
                arguments(
                        "a file",
                        "request_invalid",
                        messages("{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"file\",\"url\":\"data:,x\","
                                + "\"mediaType\":\"image/png\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_body_that_asks_nothing_is_refused_with_a_sentence_and_a_code(String name, String code, String body) {
        try (SseClient client = SseClient.post(url.getPort(), path(), body)) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(client.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(client.header("Cache-Control")).hasValue("no-store");
            assertThat(client.header("x-vercel-ai-ui-message-stream")).isEmpty();
            JsonNode refusal = Conversation.json(client.rawBody());
            assertThat(refusal.path("code").asText()).isEqualTo(code);
            assertThat(refusal.path("error").asText()).isNotBlank();
            assertThat(refusal.path("retryable").asBoolean(true)).isFalse();
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void requests_of_all_fronts_count_together_and_a_refusal_says_when_to_retry() {
        gate.open();
        conversation.streamed("own wire");
        for (int i = 1; i < FrontProfiles.REQUESTS; i++) {
            try (SseClient client = ask("m" + i, "Hi")) {
                UiMessageStream.of(client);
            }
        }
        try (SseClient client = ask("one-more", "Hi")) {
            assertThat(client.status()).isEqualTo(429);
            JsonNode refusal = Conversation.json(client.rawBody());
            assertThat(refusal.path("code").asText()).isEqualTo("rate_limited");
            assertThat(refusal.path("retryable").asBoolean()).isTrue();
            assertThat(client.header("Retry-After"))
                    .contains(refusal.path("retryAfter").asText());
        }
        assertThat(provider().requests()).hasSize(FrontProfiles.REQUESTS);
    }

    @Test
    void another_users_chat_looks_empty() {
        try (SseClient mine = ask("m1", "Hi")) {
            String reply = UiMessageStream.parse(mine.nextEvent())
                    .part("start")
                    .path("messageId")
                    .asText();
            String others = "/api/ai-sdk/somebody-else/" + conversation.session() + "/stream";
            try (SseClient running = SseClient.get(url.getPort(), others);
                    SseClient known = SseClient.get(url.getPort(), others + "?message_id=" + reply);
                    SseClient stopped = SseClient.request(url.getPort(), "DELETE", others, "")) {
                assertThat(running.status()).isEqualTo(204);
                assertThat(known.status()).isEqualTo(404);
                assertThat(stopped.status()).isEqualTo(204);
            }
            gate.open();
            assertThat(UiMessageStream.of(mine).text()).isEqualTo("one two three four five");
        }
    }

    private static String messages(String parts) {
        return "{\"id\":\"c\",\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"parts\":[" + parts + "]}]}";
    }
}
