package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import dev.runnel.testing.ToolCallCase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's client for JavaScript, unchanged, makes of a response. */
@NeedsNpm
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponsesClientTest extends ResponsesSuite {

    private FrontEndProcess client;

    @BeforeEach
    void start_it() {
        client = opened(url.getPort());
    }

    @AfterEach
    void close_it() {
        client.close();
    }

    @Test
    void a_response_is_created_retrieved_and_deleted() {
        JsonNode created = does("create", asking("Hi")).await(line -> line.has("text"));
        assertThat(created.path("text").asText()).isEqualTo(WHOLE);
        String id = created.at("/response/id").asText();
        JsonNode again = does("retrieve", named(id)).await(line -> line.has("text"));
        assertThat(again).isEqualTo(created);
        does("delete", named(id)).await(line -> line.has("deleted"));
        does("retrieve", named(id));
        assertThat(thrown().path("thrown").asText()).isEqualTo("NotFoundError");
    }

    @Test
    void a_streamed_response_is_read_while_it_comes_and_read_on_elsewhere_after_a_broken_connection() {
        try (FlakyNetwork network = new FlakyNetwork(url.getPort());
                FrontEndProcess far = opened(network.port())) {
            tell(far, "stream", asking("Hi"));
            String id = far.await(line -> line.has("event"))
                    .at("/event/response/id")
                    .asText();
            JsonNode last = far.await(line -> deltaOf(line).equals("three "));
            network.cut();
            far.await(line -> line.has("thrown"));
            does(
                    "follow",
                    named(id)
                            .put(
                                    "starting_after",
                                    last.at("/event/sequence_number").asLong()));
            gate.open();
            assertThat(deltaOf(client.await(line -> line.has("event")))).isEqualTo("four ");
            client.await(line -> deltaOf(line).equals("five"));
            client.await(line -> line.at("/event/type").asText().equals("response.completed"));
            client.await(line -> line.has("ended"));
        }
    }

    @Test
    void the_clients_own_helper_adds_the_events_up_to_the_whole_response() {
        gate.open();
        JsonNode collected = does("collect", asking("Hi")).await(line -> line.has("response") || line.has("thrown"));
        assertThat(collected.path("text").asText()).isEqualTo(WHOLE);
        assertThat(collected.at("/response/status").asText()).isEqualTo("completed");
        JsonNode joined = does("join", named(collected.at("/response/id").asText()))
                .await(line -> line.has("response") || line.has("thrown"));
        assertThat(joined.path("text").asText()).isEqualTo(WHOLE);
    }

    @Test
    void a_cut_response_is_thrown_after_the_text_so_far() {
        provider().enqueue(Script.tokens("one ").thenCut());
        does("stream", asking("Hi").put("model", "openai"))
                .await(line -> deltaOf(line).equals("one "));
        JsonNode error = thrown();
        assertThat(error.path("thrown").asText()).isEqualTo("APIError");
        assertThat(error.path("code").asText()).isEqualTo("provider_cut");
        assertThat(error.path("message").asText()).isEqualTo("The reply was cut off. Please try again.");
    }

    @Test
    void a_response_in_the_background_is_cancelled() {
        JsonNode begun = does("create", asking("Hi").put("background", true)).await(line -> line.has("response"));
        assertThat(begun.at("/response/status").asText()).isIn("queued", "in_progress");
        String id = begun.at("/response/id").asText();
        does("follow", named(id)).await(line -> deltaOf(line).equals("three "));
        does("cancel", named(id));
        JsonNode cancelled = client.await(line -> line.has("response"));
        assertThat(cancelled.at("/response/status").asText()).isEqualTo("cancelled");
    }

    @Test
    void called_functions_are_whole() {
        ToolCallCase calls = ToolCallCase.of(Dialect.OPENAI).getFirst();
        provider().enqueue(calls.stream());
        ObjectNode body = asking("Weather?").put("model", "openai");
        body.putArray("tools").addObject().put("type", "function").put("name", "weather");
        JsonNode collected = does("collect", body).await(line -> line.has("response") || line.has("thrown"));
        for (int i = 0; i < calls.calls().size(); i++) {
            JsonNode item = collected.at("/response/output/" + i);
            assertThat(item.path("type").asText()).isEqualTo("function_call");
            assertThat(item.path("arguments")).isEqualTo(calls.calls().get(i).path("arguments"));
        }
    }

    @Test
    void a_conversation_is_shortened_and_its_window_is_sent_back_as_it_came() {
        provider().enqueueNonStreaming(Script.reply("Ada likes waves."));
        String first = does("create", asking("I am Ada."))
                .await(line -> line.has("text"))
                .at("/response/id")
                .asText();
        JsonNode window = does(
                        "compact",
                        Conversation.JSON
                                .createObjectNode()
                                .put("model", "auto")
                                .put("previous_response_id", first))
                .await(line -> line.has("window") || line.has("thrown"))
                .path("window");
        assertThat(window.at("/output/0/type").asText()).isEqualTo("compaction");
        ObjectNode next = asking("");
        next.putArray("input")
                .addAll((ArrayNode) window.path("output"))
                .addObject()
                .put("role", "user")
                .put("content", "Who am I?");
        assertThat(does("create", next)
                        .await(line -> line.has("text"))
                        .path("text")
                        .asText())
                .isEqualTo(WHOLE);
        assertThat(provider().requests().getLast().messages().get(1).text()).contains("I am Ada.");
    }

    @Test
    void a_refusal_names_the_field() {
        ObjectNode body = asking("Hi");
        body.putArray("tools").addObject().put("type", "web_search");
        does("create", body);
        JsonNode error = thrown();
        assertThat(error.path("thrown").asText()).isEqualTo("BadRequestError");
        assertThat(error.path("param").asText()).isEqualTo("tools[0].type");
    }

    private JsonNode thrown() {
        return client.await(line -> line.has("thrown") || line.has("ended") || line.has("response"));
    }

    private FrontEndProcess does(String command, ObjectNode body) {
        tell(client, command, body);
        return client;
    }

    private static void tell(FrontEndProcess client, String command, ObjectNode body) {
        client.tell(Conversation.JSON.createArrayNode().add(command).add(body).toString());
    }

    private FrontEndProcess opened(int port) {
        return new FrontEndProcess(
                "responses.mjs", "http://127.0.0.1:" + port + "/v1", "sk-anything", conversation.user());
    }

    private static ObjectNode named(String id) {
        return Conversation.JSON.createObjectNode().put("id", id);
    }

    private static String deltaOf(JsonNode line) {
        return line.at("/event/delta").asText();
    }
}
