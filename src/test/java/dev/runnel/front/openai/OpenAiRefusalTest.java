package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be answered is refused before a stream begins, in the form of which OpenAI's clients make an exception. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class OpenAiRefusalTest extends OpenAiSuite {

    private static final int MAX_BODY = 256 * 1024;

    private int expectedCalls;

    @AfterEach
    void no_refused_request_reached_a_provider() {
        assertThat(provider().requests()).hasSize(expectedCalls);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("broken JSON", 400, "invalid_json", null, "POST", PATH, "{"),
                arguments("no body", 400, "invalid_json", null, "POST", PATH, ""),
                arguments("null", 400, "invalid_json", null, "POST", PATH, "null"),
                arguments("an array", 400, "invalid_json", null, "POST", PATH, "[]"),
                arguments("a field twice", 400, "invalid_json", null, "POST", PATH, "{\"n\":1,\"n\":2}"),
                arguments("brackets without end", 400, "invalid_json", null, "POST", PATH, with(deep("[", "]"))),
                arguments("objects without end", 400, "invalid_json", null, "POST", PATH, with(deep("{\"a\":", "}"))),
                arguments("a number without end", 400, "invalid_json", null, "POST", PATH, with(number())),
                arguments("no messages", 400, "message_required", "messages", "POST", PATH, "{\"model\":\"auto\"}"),
                arguments("a blank message", 400, "message_required", null, "POST", PATH, saying("auto", " ")),
                arguments(
                        "a long message",
                        400,
                        "message_too_long",
                        null,
                        "POST",
                        PATH,
                        saying("auto", "x".repeat(8_001))),
                arguments("no model", 400, "request_invalid", "model", "POST", PATH, saying("", "Hi")),
                arguments("no such model", 404, "not_found", "model", "POST", PATH, saying("gpt-99", "Hi")),
                arguments("two answers", 400, "request_invalid", "n", "POST", PATH, with("\"n\":2")),
                arguments("a bad user", 400, "user_id_invalid", "user", "POST", PATH, with("\"user\":\"a b\"")),
                arguments("another method", 405, "method_not_allowed", null, "PUT", PATH, "{}"),
                arguments("no such path", 404, "not_found", null, "POST", "/v1/embeddings", "{}"),
                arguments("a model that is not there", 404, "not_found", "model", "GET", "/v1/models/gpt-99", ""),
                arguments("a path with dots", 400, "request_invalid", null, "GET", "/v1/models/..", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_request_is_refused_with_a_sentence_a_type_a_parameter_and_a_code(
            String name, int status, String code, String parameter, String method, String path, String body) {
        try (SseClient client = SseClient.request(url.getPort(), method, path, body)) {
            assertRefused(client, status, code, "invalid_request_error");
            assertThat(error(client).path("param").textValue()).isEqualTo(parameter);
        }
    }

    @Test
    void a_method_that_is_refused_comes_with_those_that_are_not() {
        try (SseClient client = SseClient.request(url.getPort(), "PUT", PATH, "{}")) {
            assertThat(client.header("Allow")).hasValue("POST");
        }
    }

    @Test
    void a_body_of_another_type_and_an_answer_of_another_type_are_refused() {
        try (SseClient client = post(question("Hi"), "Content-Type: text/plain")) {
            assertRefused(client, 415, "unsupported_media_type", "invalid_request_error");
        }
        try (SseClient client = post(question("Hi"), "Accept: application/xml")) {
            assertRefused(client, 406, "not_acceptable", "invalid_request_error");
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_comes() {
        try (SseClient client = post(question("Hi"), "Content-Length: " + (MAX_BODY + 1))) {
            assertRefused(client, 413, "body_too_large", "invalid_request_error");
        }
    }

    @Test
    void a_user_who_asks_too_often_is_told_when_again_whatever_is_spoken() {
        gate.open();
        expectedCalls = FrontProfiles.REQUESTS;
        conversation.streamed("own wire");
        for (int i = 1; i < FrontProfiles.REQUESTS; i++) {
            try (SseClient client = post(question("Hi"))) {
                assertThat(client.status()).isEqualTo(200);
            }
        }
        try (SseClient client = post(streamed("once more"))) {
            assertRefused(client, 429, "rate_limited", "rate_limit_error");
            assertThat(client.header("Retry-After")).hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait))
                    .isPositive());
        }
    }

    private static void assertRefused(SseClient client, int status, String code, String type) {
        assertThat(client.status()).as(client.rawBody()).isEqualTo(status);
        assertThat(client.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(error(client).path("code").asText()).isEqualTo(code);
        assertThat(error(client).path("type").asText()).isEqualTo(type);
        assertThat(error(client).path("message").asText()).isNotBlank();
        assertThat(error(client).has("param")).isTrue();
    }

    private static JsonNode error(SseClient client) {
        return Conversation.json(client.rawBody()).path("error");
    }

    private static String saying(String model, String text) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    private static String deep(String open, String close) {
        return "\"tools\":" + open.repeat(5_000) + "1" + close.repeat(5_000);
    }

    private static String number() {
        return "\"seed\":" + "9".repeat(50_000);
    }

    private static String with(String field) {
        return saying("auto", "Hi").replaceFirst("\\{", "{" + field + ",");
    }
}
