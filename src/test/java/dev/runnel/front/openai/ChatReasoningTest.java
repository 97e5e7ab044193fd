package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.front.ReasoningContract;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import dev.runnel.testing.WireScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract, and what the AI SDK's client for OpenAI's format, unchanged, makes of thoughts. */
@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ChatReasoningTest extends ReasoningContract {

    private static final String QUESTION = "{\"prompt\":\"Hi\"}";

    ChatReasoningTest() {
        super(new ChatFront());
    }

    @Test
    @NeedsNpm
    void the_ai_sdk_shows_thoughts_as_reasoning_in_front_of_the_text() {
        provider()
                .enqueue(Script.tokens()
                        .thenThink("Let ", "me see. ")
                        .then("One ", "two.")
                        .usage(12, 5));
        List<JsonNode> parts = streamed();
        assertThat(joined(parts, "reasoning-delta")).isEqualTo("Let me see. ");
        assertThat(joined(parts, "text-delta")).isEqualTo("One two.");
        assertThat(types(parts)).containsSubsequence("reasoning-start", "reasoning-end", "text-start", "text-end");
        assertThat(parts.getLast().path("finishReason").asText()).isEqualTo("stop");
        assertThat(parts.getLast().at("/totalUsage/outputTokens").asInt()).isEqualTo(5);
    }

    @Test
    @NeedsNpm
    void it_finds_them_in_an_answer_that_is_not_streamed_too() {
        provider().enqueueNonStreaming(WireScript.document(200, Conversation.json("""
                {"choices": [{"index": 0, "finish_reason": "stop", "message":
                  {"role": "assistant", "content": "One two.", "reasoning_content": "Let me see. "}}],
                 "usage": {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17}}""")));
        try (FrontEndProcess client = opened()) {
            client.tell("[\"ask\"," + QUESTION + "]");
            JsonNode answer = client.await(line -> true);
            assertThat(answer.path("reasoningText").asText()).isEqualTo("Let me see. ");
            assertThat(answer.path("text").asText()).isEqualTo("One two.");
            assertThat(answer.at("/usage/totalTokens").asInt()).isEqualTo(17);
        }
    }

    @Test
    @NeedsNpm
    void it_reports_a_cut_answer_as_an_error_after_the_text_so_far() {
        provider().byDefault(Script.tokens().thenThink("Hm.").then("One ").thenCut());
        List<JsonNode> parts = streamed();
        assertThat(joined(parts, "text-delta")).startsWith("One ");
        assertThat(types(parts)).containsOnlyOnce("error");
        assertThat(parts.get(types(parts).indexOf("error")).at("/error/code").asText())
                .isEqualTo("provider_cut");
        assertThat(parts.getLast().path("finishReason").asText()).isEqualTo("error");
    }

    @Test
    @NeedsNpm
    void it_calls_a_tool_that_the_model_thought_of_and_gives_the_thoughts_back_to_who_wants_them() {
        JsonNode stream = Conversation.json("""
                [{"choices": [{"index": 0, "delta": {"reasoning_content": "I have to look."}}]},
                 {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "id": "c1", "type": "function",
                   "function": {"name": "weather", "arguments": "{}"}}]}}]},
                 {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}, "data: [DONE]\\n\\n"]""");
        provider()
                .enqueue(
                        WireScript.stream(stream),
                        Script.status(400)
                                .message(
                                        "The `reasoning_content` in the thinking mode must be passed back to the API."),
                        Script.tokens("Sunny."));
        List<JsonNode> parts = streamed();
        assertThat(types(parts)).containsSubsequence("reasoning-end", "tool-call", "tool-result", "text-delta");
        assertThat(joined(parts, "reasoning-delta")).isEqualTo("I have to look.");
        assertThat(joined(parts, "text-delta")).isEqualTo("Sunny.");
        JsonNode messages = provider().requests().getLast().body().path("messages");
        assertThat(messages.at("/2/reasoning_content").asText()).isEqualTo("I have to look.");
        assertThat(messages.at("/3/content").asText()).isEqualTo("Sun");
    }

    /** All parts of the answer to a question, the last of which says how it ended. */
    private List<JsonNode> streamed() {
        List<JsonNode> parts = new ArrayList<>();
        try (FrontEndProcess client = opened()) {
            client.tell("[\"stream\"," + QUESTION + "]");
            client.await(line -> line.has("ended") || !parts.add(line.path("part")));
        }
        return parts;
    }

    private FrontEndProcess opened() {
        return new FrontEndProcess("openai-compatible.mjs", "http://127.0.0.1:" + url.getPort() + "/v1");
    }

    private static List<String> types(List<JsonNode> parts) {
        return parts.stream().map(part -> part.path("type").asText()).toList();
    }

    private static String joined(List<JsonNode> parts, String type) {
        return parts.stream()
                .filter(part -> part.path("type").asText().equals(type))
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining());
    }
}
