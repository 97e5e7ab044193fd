package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.ToolCallCase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Responses that follow each other, and the tools that are called in between. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponseChainTest extends ResponsesSuite {

    private static final ToolCallCase CALLS = ToolCallCase.of(Dialect.OPENAI).getFirst();
    private static final PromptMessage SYSTEM = new PromptMessage("system", Profiles.SYSTEM_PROMPT);

    @Test
    void a_response_continues_the_one_before() {
        provider().enqueueNonStreaming(Script.reply("A1"), Script.reply("A2"), Script.reply("A3"));
        String first = id(created(asking("Q1").put("instructions", "Rhyme.")));
        JsonNode second = created(asking("Q2").put("previous_response_id", first));
        assertThat(second.path("previous_response_id").asText()).isEqualTo(first);
        created(asking("Q3").put("previous_response_id", id(second)));
        assertThat(provider().requests().getLast().messages())
                .containsExactly(SYSTEM, user("Q1"), model("A1"), user("Q2"), model("A2"), user("Q3"));
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void whoever_goes_back_to_an_earlier_response_begins_another_conversation_with_all_that_was_before_it() {
        provider().enqueueNonStreaming(Script.reply("A1"), Script.reply("A2"), Script.reply("B2"), Script.reply("B3"));
        String first = id(created(asking("Q1")));
        String second = id(created(asking("Q2").put("previous_response_id", first)));
        String other = id(created(asking("R2").put("previous_response_id", first)));
        created(asking("R3").put("previous_response_id", other));
        assertThat(provider().requests().getLast().messages())
                .containsExactly(SYSTEM, user("Q1"), model("A1"), user("R2"), model("B2"), user("R3"));
        assertThat(sessions()).hasSize(2);
        assertThat(textOf(read(second))).isEqualTo("A2");
    }

    @Test
    void a_conversation_that_was_begun_for_a_refused_request_is_taken_back() {
        String first = id(created(asking("Q1")));
        created(asking("Q2").put("previous_response_id", first));
        try (SseClient client = create(toolResult(first, "nobody", "none"))) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(Conversation.json(client.rawBody()).at("/error/param").asText())
                    .isEqualTo("input");
        }
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void a_deleted_response_leaves_the_others_of_its_conversation() {
        provider().enqueueNonStreaming(Script.reply("A1"), Script.reply("A2"), Script.reply("A3"));
        String first = id(created(asking("Q1")));
        String second = id(created(asking("Q2").put("previous_response_id", first)));
        does("DELETE", path(first));
        assertThat(textOf(read(second))).isEqualTo("A2");
        created(asking("Q3").put("previous_response_id", second));
        assertThat(provider().requests().getLast().messages())
                .containsExactly(SYSTEM, user("Q2"), model("A2"), user("Q3"));
    }

    @Test
    void a_response_that_still_runs_cannot_be_continued() {
        String running = id(created(asking("Q1").put("background", true)));
        try (SseClient client = create(asking("Q2").put("previous_response_id", running))) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(Conversation.json(client.rawBody()).at("/error/param").asText())
                    .isEqualTo("previous_response_id");
        }
        gate.open();
    }

    @Test
    void functions_are_called_and_their_results_lead_to_the_answer() {
        provider().enqueueNonStreaming(CALLS.document(), Script.reply("Sunny."), Script.reply("Bye."));
        JsonNode called = created(withTools(asking("Weather?")));
        assertThat(called.path("status").asText()).isEqualTo("completed");
        assertThat(called.path("output")).hasSize(CALLS.calls().size());
        JsonNode call = called.at("/output/0");
        assertThat(call.path("type").asText()).isEqualTo("function_call");
        assertThat(call.path("arguments").asText())
                .isEqualTo(CALLS.calls().get(0).path("arguments").asText());
        JsonNode tool = provider().requests().getLast().body().at("/tools/0");
        assertThat(tool.path("type").asText()).isEqualTo("function");
        assertThat(tool.at("/function/name").asText()).isEqualTo("weather");
        assertThat(tool.at("/function/parameters/type").asText()).isEqualTo("object");

        ObjectNode results = asking("").put("previous_response_id", id(called));
        called.path("output").forEach(item -> results.withArray("/items")
                .addObject()
                .put("type", "function_call_output")
                .put("call_id", item.path("call_id").asText())
                .put("output", "sun"));
        results.set("input", results.remove("items"));
        JsonNode answer = created(withTools(results));
        assertThat(textOf(answer)).isEqualTo("Sunny.");
        JsonNode sent = provider().requests().getLast().body().path("messages");
        assertThat(sent.findValuesAsText("role")).startsWith("system", "user", "assistant", "tool");
        assertThat(sent.at("/2/tool_calls/0/id")).isEqualTo(sent.at("/3/tool_call_id"));

        created(asking("Thanks").put("previous_response_id", id(answer)));
        assertThat(provider().requests().getLast().messages().getLast()).isEqualTo(user("Thanks"));
        assertThat(provider().requests().getLast().body().path("messages").findValuesAsText("content"))
                .contains("Sunny.");
    }

    @Test
    void called_functions_are_streamed_as_items() {
        provider().enqueue(CALLS.stream());
        try (SseClient client =
                create(withTools(asking("Weather?")).put("model", "openai").put("stream", true))) {
            ResponseStream stream = ResponseStream.of(client);
            assertThat(stream.types())
                    .contains("response.function_call_arguments.delta", "response.function_call_arguments.done")
                    .endsWith("response.output_item.done", "response.completed");
            assertThat(followed(stream.id(), -1)).isEqualTo(stream);
        }
    }

    @Test
    void items_images_and_settings_reach_the_provider_as_chat_completions() {
        ObjectNode body = (ObjectNode) Conversation.json("""
                {"model":"openai","user":"%s","temperature":0.5,"top_p":0.9,"max_output_tokens":77,"store":false,
                 "text":{"format":{"type":"json_schema","name":"w","schema":{"type":"object"},"strict":true}},
                 "tools":[{"type":"function","name":"weather"},{"type":"function","name":"news"}],
                 "tool_choice":{"type":"allowed_tools","mode":"required",
                   "tools":[{"type":"function","name":"weather"}]},
                 "input":[
                 {"role":"developer","content":"Be brief."},
                 {"type":"message","role":"user","content":[{"type":"input_text","text":"Weather?"}]},
                 {"type":"reasoning","id":"rs_1","summary":[]},
                 {"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"},
                 {"type":"function_call_output","call_id":"c1","output":"Sun"},
                 {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Sun."}]},
                 {"role":"user","content":[{"type":"input_text","text":"And here?"},
                   {"type":"input_image","image_url":"https://a.example/b.png","detail":"low"}]}]}""".formatted(conversation.user()));
        created(body);
        JsonNode sent = provider().requests().getLast().body();
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.at("/response_format/json_schema/name").asText()).isEqualTo("w");
        assertThat(sent.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(sent.path("tools").findValuesAsText("name")).containsExactly("weather");
        assertThat(sent.path("tool_choice").asText()).isEqualTo("required");
        assertThat(sent.path("messages").findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
        assertThat(sent.at("/messages/2/tool_calls/0/id").asText()).isEqualTo("c1");
        assertThat(sent.at("/messages/5/content/1/image_url/url").asText()).isEqualTo("https://a.example/b.png");
    }

    private static ObjectNode withTools(ObjectNode body) {
        body.putArray("tools")
                .addObject()
                .put("type", "function")
                .put("name", "weather")
                .putObject("parameters")
                .put("type", "object");
        return body.put("model", "openai");
    }

    private ObjectNode toolResult(String previous, String call, String output) {
        ObjectNode body = asking("").put("previous_response_id", previous);
        body.putArray("input")
                .addObject()
                .put("type", "function_call_output")
                .put("call_id", call)
                .put("output", output);
        return body;
    }

    private JsonNode sessions() {
        try (SseClient kept = SseClient.get(url.getPort(), conversation.wholePath())) {
            return Conversation.json(kept.rawBody()).path("sessions");
        }
    }

    private static PromptMessage user(String text) {
        return new PromptMessage("user", text);
    }

    private static PromptMessage model(String text) {
        return new PromptMessage("assistant", text);
    }

    private static String id(JsonNode response) {
        return response.path("id").asText();
    }
}
