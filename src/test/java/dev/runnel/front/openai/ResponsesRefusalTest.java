package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
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

/** What cannot be answered is refused before a response begins, and the field at fault is named. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponsesRefusalTest extends ResponsesSuite {

    @AfterEach
    void no_refused_request_reached_a_provider() {
        assertThat(provider().requests()).isEmpty();
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("input", "\" \"", 400, "message_required", null),
                arguments("input", "[]", 400, "message_required", "input"),
                arguments("input", "null", 400, "message_required", "input"),
                arguments("input", "7", 400, "request_invalid", "input"),
                arguments("input", "[{\"type\":\"item_reference\",\"id\":\"m\"}]", 404, "reply_unknown", "input[0].id"),
                arguments("input", "[{\"role\":\"tool\",\"content\":\"a\"}]", 400, "request_invalid", "input[0].role"),
                arguments("input", "[{\"role\":\"user\",\"content\":[]}]", 400, "request_invalid", "input[0].content"),
                arguments(
                        "input",
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\"}]}]",
                        400,
                        "request_invalid",
                        "input[0].content[0].type"),
                arguments(
                        "input",
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"a.png\"}]}]",
                        400,
                        "request_invalid",
                        "input[0].content[0].image_url"),
                arguments(
                        "input",
                        "[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}]",
                        400,
                        "request_invalid",
                        "input"),
                arguments("input", "\"" + "x".repeat(8_001) + "\"", 400, "message_too_long", null),
                arguments("model", "\"gpt-99\"", 404, "not_found", "model"),
                arguments("model", "null", 400, "request_invalid", "model"),
                arguments("user", "\"a b\"", 400, "user_id_invalid", "user"),
                arguments(
                        "previous_response_id",
                        "\"resp_1\"",
                        404,
                        "previous_response_not_found",
                        "previous_response_id"),
                arguments("conversation", "\"conv_1\"", 400, "request_invalid", "conversation"),
                arguments("prompt", "{\"id\":\"p\"}", 400, "request_invalid", "prompt"),
                arguments("tools", "[{\"type\":\"web_search\"}]", 400, "request_invalid", "tools[0].type"),
                arguments("tools", "[{\"type\":\"function\"}]", 400, "request_invalid", "tools[0].name"),
                arguments("tool_choice", "{\"type\":\"mcp\"}", 400, "request_invalid", "tool_choice.type"),
                arguments("text", "{\"format\":{\"type\":\"xml\"}}", 400, "request_invalid", "text.format.type"),
                arguments("top_logprobs", "2", 400, "request_invalid", "top_logprobs"),
                arguments("metadata", "{\"a\":1}", 400, "request_invalid", "metadata"),
                arguments("store", "1", 400, "request_invalid", "store"),
                arguments("max_output_tokens", "0", 400, "request_invalid", "max_output_tokens"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void a_request_is_refused_with_a_code_and_the_field(
            String field, String value, int status, String code, String parameter) {
        ObjectNode body = asking("Hi");
        body.set(field, Conversation.json(value));
        try (SseClient client = create(body)) {
            assertThat(client.status()).as(client.rawBody()).isEqualTo(status);
            JsonNode error = Conversation.json(client.rawBody()).path("error");
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("param").textValue()).isEqualTo(parameter);
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        }
    }

    @Test
    void a_place_that_is_no_number_is_refused() {
        try (SseClient client = SseClient.get(
                url.getPort(),
                path(new ResponseId(1, ReplyId.random(), SessionId.random()).toString())
                        + "&stream=true&starting_after=x")) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(Conversation.json(client.rawBody()).at("/error/param").asText())
                    .isEqualTo("starting_after");
        }
    }
}
