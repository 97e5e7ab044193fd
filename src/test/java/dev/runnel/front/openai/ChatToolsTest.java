package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.ToolCallCase;
import dev.runnel.testing.WireScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Tools, images and settings reach the provider, and what it calls comes back. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ChatToolsTest extends OpenAiSuite {

    private static final String TOOLS =
            "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}}]";

    /** Two calls in pieces. */
    private static final ToolCallCase CALLS = ToolCallCase.of(Dialect.OPENAI).getFirst();

    @Test
    void what_is_asked_reaches_the_provider_as_it_is() {
        ObjectNode body = (ObjectNode) Conversation.json("""
                {"model":"openai","user":"%s","temperature":0.5,"max_completion_tokens":7,"seed":3,"stop":["END"],
                 "response_format":{"type":"json_object"},"tools":%s,"tool_choice":"required","messages":[
                 {"role":"developer","content":"Be brief."},
                 {"role":"user","content":"Weather?"},
                 {"role":"assistant","content":null,"tool_calls":[
                   {"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"Sun"},
                 {"role":"user","content":[{"type":"text","text":"And here?"},
                   {"type":"image_url","image_url":{"url":"https://a.example/b.png","detail":"low"}}]}]}""".formatted(conversation.user(), TOOLS));
        try (SseClient client = post(body)) {
            assertThat(client.status()).isEqualTo(200);
        }
        JsonNode sent = provider().requests().getLast().body();
        assertThat(sent.path("tools").toString()).isEqualTo(TOOLS);
        for (String field : new String[] {"temperature", "seed", "stop", "response_format", "tool_choice"}) {
            assertThat(sent.path(field)).as(field).isEqualTo(body.path(field));
        }
        assertThat(sent.path("messages").findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "tool", "user");
        assertThat(sent.at("/messages/2/tool_calls/0/id").asText()).isEqualTo("c1");
        assertThat(sent.at("/messages/3/tool_call_id").asText()).isEqualTo("c1");
        assertThat(sent.at("/messages/4/content/1/image_url/url").asText()).isEqualTo("https://a.example/b.png");
    }

    @Test
    void tools_that_are_called_are_in_one_chunk_each_whole() {
        provider().enqueue(CALLS.stream());
        try (SseClient client = post(asking().put("stream", true))) {
            ChatStream stream = ChatStream.of(client);
            assertThat(stream.chunks().stream()
                            .map(chunk -> chunk.at("/choices/0/delta/tool_calls"))
                            .filter(JsonNode::isArray))
                    .singleElement()
                    .satisfies(ChatToolsTest::assertCalls);
            assertThat(stream.finishReasons()).containsExactly("tool_calls");
            assertThat(stream.isDone()).isTrue();
        }
    }

    @Test
    void an_answer_of_tool_calls_alone_has_no_content() {
        provider().enqueueNonStreaming(CALLS.document());
        try (SseClient client = post(asking())) {
            JsonNode choice = Conversation.json(client.rawBody()).at("/choices/0");
            assertThat(choice.at("/message/content").isNull()).isTrue();
            assertCalls(choice.at("/message/tool_calls"));
            assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        }
    }

    @Test
    void a_call_that_is_half_made_is_made_anew_elsewhere_and_comes_once() {
        ArrayNode begun = Conversation.JSON.createArrayNode();
        for (int i = 0; i < 3; i++) {
            begun.add(CALLS.script().at("/stream/" + i));
        }
        provider().enqueue(WireScript.stream(begun));
        providers.of(Dialect.GEMINI).byDefault(ToolCallCase.of(Dialect.GEMINI).getFirst().stream());
        try (SseClient client = post(asking().put("stream", true).put("model", "auto"))) {
            ChatStream stream = ChatStream.of(client);
            assertThat(stream.finishReasons()).containsExactly("tool_calls");
            assertThat(stream.chunks().stream()
                            .filter(chunk -> chunk.at("/choices/0/delta").has("tool_calls")))
                    .hasSize(1);
            assertThat(stream.last().path("model").asText()).startsWith("gemini/");
        }
    }

    @Test
    @NeedsNpm
    void the_clients_own_helper_has_each_call_whole() {
        provider().enqueue(CALLS.stream());
        try (FrontEndProcess client =
                new FrontEndProcess("openai.mjs", "http://127.0.0.1:" + url.getPort() + "/v1", "none")) {
            client.tell(Conversation.JSON
                    .createArrayNode()
                    .add("collect")
                    .add(asking())
                    .toString());
            JsonNode completion = client.await(line -> true);
            assertCalls(completion.at("/completion/choices/0/message/tool_calls"));
            assertThat(completion.at("/completion/choices/0/finish_reason").asText())
                    .isEqualTo("tool_calls");
        }
    }

    private ObjectNode asking() {
        ObjectNode body = question("How is the weather?").put("model", "openai");
        body.set("tools", Conversation.json(TOOLS));
        return body;
    }

    private static void assertCalls(JsonNode calls) {
        assertThat(calls).hasSize(CALLS.calls().size());
        for (int i = 0; i < calls.size(); i++) {
            JsonNode expected = CALLS.calls().get(i);
            assertThat(calls.get(i).path("id")).isEqualTo(expected.path("id"));
            assertThat(calls.get(i).path("type").asText()).isEqualTo("function");
            assertThat(calls.get(i).at("/function/name")).isEqualTo(expected.path("name"));
            assertThat(calls.get(i).at("/function/arguments")).isEqualTo(expected.path("arguments"));
        }
    }
}
