package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can be asked, and who is. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ModelsTest extends OpenAiSuite {

    @Test
    void the_list_has_the_configured_order_each_provider_and_each_providers_model() {
        JsonNode list = get("/v1/models");
        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("id"))
                .containsExactly("auto", "openai", "gemini", "openai/openai-model", "gemini/gemini-model");
        assertThat(list.path("data"))
                .allMatch(model -> model.path("object").asText().equals("model")
                        && model.path("created").isIntegralNumber()
                        && model.path("owned_by").isTextual());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "gemini", "openai/openai-model", "openai%2Fopenai-model"})
    void each_of_them_can_be_asked_for_however_its_slash_is_written(String name) {
        assertThat(get("/v1/models/" + name).path("id").asText()).isEqualTo(name.replace("%2F", "/"));
    }

    @Test
    void a_provider_that_is_named_is_asked_and_no_other() {
        gemini().byDefaultNonStreaming(Script.reply("From Gemini"));
        try (SseClient client = post(question("Hi").put("model", "gemini"))) {
            JsonNode answer = Conversation.json(client.rawBody());
            assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("From Gemini");
            assertThat(answer.path("model").asText()).isEqualTo("gemini/gemini-model");
        }
        gemini().enqueueNonStreaming(Script.status(500));
        try (SseClient client = post(question("Hi").put("model", "gemini"))) {
            assertThat(client.status()).isEqualTo(503);
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_model_that_is_named_is_asked_for() {
        try (SseClient client = post(question("Hi").put("model", "openai/another"))) {
            assertThat(Conversation.json(client.rawBody()).path("model").asText())
                    .startsWith("openai/");
        }
        assertThat(provider().requests().getLast().model()).isEqualTo("another");
    }

    @Test
    void fallbacks_are_asked_in_the_order_of_the_request() {
        gate.open();
        gemini().byDefault(Script.status(500));
        var body = streamed("Hi").put("model", "gemini");
        body.putArray("fallbacks").add("openai");
        try (SseClient client = post(body)) {
            ChatStream stream = ChatStream.of(client);
            assertThat(stream.text()).isEqualTo(WHOLE);
            assertThat(stream.chunks().getFirst().path("model").asText()).isEqualTo("gemini");
            assertThat(stream.last().path("model").asText()).isEqualTo("openai/openai-model");
        }
        assertThat(gemini().requests()).hasSize(1);
    }

    private ScriptedProvider gemini() {
        return providers.of(Dialect.GEMINI);
    }

    private JsonNode get(String path) {
        try (SseClient client = SseClient.get(url.getPort(), path)) {
            assertThat(client.status()).as(client.rawBody()).isEqualTo(200);
            return Conversation.json(client.rawBody());
        }
    }
}
