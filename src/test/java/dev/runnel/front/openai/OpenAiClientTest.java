package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's client for JavaScript, unchanged, makes of an answer. */
@NeedsNpm
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class OpenAiClientTest extends OpenAiSuite {

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
    void an_answer_is_one_completion() {
        JsonNode completion = does("ask", question("Hi")).await(line -> line.has("completion"));
        assertThat(completion.at("/completion/choices/0/message/content").asText())
                .isEqualTo(WHOLE);
        assertThat(completion.at("/completion/usage/total_tokens").asInt()).isEqualTo(17);
    }

    @Test
    void a_streamed_answer_is_read_while_it_comes() {
        does("stream", question("Hi")).await(chunk -> textOf(chunk).equals("three "));
        gate.open();
        client.await(chunk -> textOf(chunk).equals("five"));
        JsonNode end = client.await(
                chunk -> chunk.at("/chunk/choices/0/finish_reason").asText().equals("stop"));
        assertThat(end.at("/chunk/model").asText()).isEqualTo("openai/openai-model");
        client.await(line -> line.has("ended"));
    }

    @Test
    void the_clients_own_helper_adds_the_chunks_up_to_the_whole_answer() {
        gate.open();
        ObjectNode body = question("Hi");
        body.putObject("stream_options").put("include_usage", true);
        JsonNode completion = does("collect", body).await(line -> line.has("completion"));
        assertThat(completion.at("/completion/choices/0/message/content").asText())
                .isEqualTo(WHOLE);
        assertThat(completion.at("/completion/usage/completion_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void a_cut_answer_is_thrown_after_the_text_so_far() {
        provider().enqueue(Script.tokens("one ").thenCut());
        does("stream", question("Hi").put("model", "openai"))
                .await(chunk -> textOf(chunk).equals("one "));
        JsonNode error = thrown();
        assertThat(error.path("thrown").asText()).isEqualTo("APIError");
        assertThat(error.path("code").asText()).isEqualTo("provider_cut");
        assertThat(error.path("message").asText()).isEqualTo("The reply was cut off. Please try again.");
    }

    @Test
    void a_broken_connection_is_thrown_too() {
        try (FlakyNetwork network = new FlakyNetwork(url.getPort());
                FrontEndProcess far = opened(network.port())) {
            tell(far, "stream", question("Hi"));
            far.await(chunk -> textOf(chunk).equals("three "));
            network.cut();
            assertThat(far.await(line -> line.has("thrown") || line.has("ended"))
                            .has("thrown"))
                    .isTrue();
        }
    }

    @Test
    void a_refusal_is_an_exception_of_its_status_that_names_the_field() {
        does("stream", question("Hi").put("n", 2));
        JsonNode error = thrown();
        assertThat(error.path("thrown").asText()).isEqualTo("BadRequestError");
        assertThat(error.path("status").asInt()).isEqualTo(400);
        assertThat(error.path("code").asText()).isEqualTo("request_invalid");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText()).isEqualTo("n");
    }

    @Test
    void a_user_who_asks_too_often_is_told_when_again() {
        gate.open();
        for (int i = 0; i < FrontProfiles.REQUESTS; i++) {
            conversation.streamed("Hi");
        }
        does("ask", question("once more"));
        JsonNode error = thrown();
        assertThat(error.path("thrown").asText()).isEqualTo("RateLimitError");
        assertThat(error.path("code").asText()).isEqualTo("rate_limited");
        assertThat(error.path("wait").asInt()).isPositive();
    }

    @Test
    void fallbacks_are_asked_in_the_order_of_the_request() {
        providers.of(Dialect.GEMINI).byDefaultNonStreaming(Script.status(503));
        ObjectNode body = question("Hi").put("model", "gemini");
        body.putArray("fallbacks").add("openai");
        JsonNode completion = does("ask", body).await(line -> line.has("completion"));
        assertThat(completion.at("/completion/model").asText()).isEqualTo("openai/openai-model");
        assertThat(providers.of(Dialect.GEMINI).requests()).hasSize(1);
    }

    @Test
    void the_models_can_be_listed_and_looked_up() {
        JsonNode models = does("models", Conversation.JSON.createObjectNode()).await(line -> line.has("models"));
        assertThat(models.path("models"))
                .extracting(JsonNode::asText)
                .containsExactly("auto", "openai", "gemini", "openai/openai-model", "gemini/gemini-model");
        JsonNode model = does("model", Conversation.JSON.createObjectNode().put("model", "gemini/gemini-model"))
                .await(line -> line.has("model"));
        assertThat(model.at("/model/owned_by").asText()).isEqualTo("gemini");
        does("model", Conversation.JSON.createObjectNode().put("model", "gpt-99"));
        assertThat(thrown().path("thrown").asText()).isEqualTo("NotFoundError");
    }

    private JsonNode thrown() {
        return client.await(line -> line.has("thrown") || line.has("ended") || line.has("completion"));
    }

    private FrontEndProcess does(String command, ObjectNode body) {
        tell(client, command, body);
        return client;
    }

    private static void tell(FrontEndProcess client, String command, ObjectNode body) {
        client.tell(Conversation.JSON.createArrayNode().add(command).add(body).toString());
    }

    private static FrontEndProcess opened(int port) {
        return new FrontEndProcess("openai.mjs", "http://127.0.0.1:" + port + "/v1", "sk-anything");
    }

    private static String textOf(JsonNode line) {
        return line.at("/chunk/choices/0/delta/content").asText();
    }
}
