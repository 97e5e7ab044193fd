package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import org.junit.jupiter.api.BeforeEach;

/** Conversations that are made shorter, and then sent back. The model makes notes first. */
abstract class CompactionSuite extends ResponsesSuite {

    static final String COMPACT = RESPONSES + "/compact";
    static final String NOTES = "Ada likes waves.";

    @BeforeEach
    void the_model_makes_notes_first() {
        provider().enqueueNonStreaming(Script.reply(NOTES).usage(40, 4));
        gate.open();
    }

    ObjectNode talk() {
        return request((ArrayNode) Conversation.json("""
                [{"role":"user","content":"I am Ada."},
                 {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello Ada!"}]},
                 {"role":"user","content":"I like waves."}]"""));
    }

    ObjectNode request(ArrayNode input) {
        ObjectNode body = asking("").put("prompt_cache_key", "any");
        body.set("input", input);
        return body;
    }

    JsonNode compacted(ObjectNode body, String... headers) {
        try (SseClient client = SseClient.post(url.getPort(), COMPACT, body.toString(), headers)) {
            assertThat(client.status()).as(client.rawBody()).isEqualTo(200);
            return Conversation.json(client.rawBody());
        }
    }

    /** A question after a window, which is sent back as it came. */
    ObjectNode following(JsonNode window, String text) {
        ObjectNode body = asking("");
        ArrayNode input = window.path("output").deepCopy();
        input.addObject().put("role", "user").put("content", text);
        body.set("input", input);
        return body;
    }

    void refused(ObjectNode body, String path, int status, String code) {
        try (SseClient client = SseClient.post(url.getPort(), path, body.toString())) {
            assertThat(client.status()).as(client.rawBody()).isEqualTo(status);
            assertThat(Conversation.json(client.rawBody()).at("/error/code").asText())
                    .isEqualTo(code);
        }
    }

    JsonNode sessions() {
        try (SseClient kept = SseClient.get(url.getPort(), conversation.wholePath())) {
            return Conversation.json(kept.rawBody()).path("sessions");
        }
    }
}
