package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of a response when the log of its reply has expired. */
@QuarkusTest
@TestProfile(ResponseRetentionTest.ShortLived.class)
class ResponseRetentionTest extends ResponsesSuite {

    /** Logs that expire while a test waits for it. */
    public static final class ShortLived extends OneProvider {
        public ShortLived() {
            super("openai", Map.of("runnel.reply.retention", "1s"));
        }
    }

    @Test
    void its_text_can_be_read_and_continued_as_long_as_its_session() {
        provider().enqueueNonStreaming(Script.reply("A1"), Script.reply("A2"));
        JsonNode response = created(asking("Q1").put("temperature", 0.5));
        String id = response.path("id").asText();
        awaitExpired(id);
        JsonNode left = read(id);
        assertThat(left.path("id").asText()).isEqualTo(id);
        assertThat(left.path("created_at")).isEqualTo(response.path("created_at"));
        assertThat(left.path("status").asText()).isEqualTo("completed");
        assertThat(textOf(left)).isEqualTo("A1");
        assertThat(left.path("usage").isNull()).isTrue();
        assertThat(left.path("completed_at").isNull()).isTrue();
        assertThat(does("POST", cancelPath(id))).isEqualTo(left);
        created(asking("Q2").put("previous_response_id", id));
        assertThat(provider().requests().getLast().messages())
                .endsWith(
                        new PromptMessage("user", "Q1"),
                        new PromptMessage("assistant", "A1"),
                        new PromptMessage("user", "Q2"));
    }

    @Test
    void its_question_can_be_listed_and_its_text_referred_to_as_long_as_its_session() {
        provider().enqueueNonStreaming(Script.reply("A1"), Script.reply("A2"));
        JsonNode response = created(asking("Q1"));
        String id = response.path("id").asText();
        awaitExpired(id);
        JsonNode items = does("GET", RESPONSES + "/" + id + "/input_items?user=" + conversation.user());
        assertThat(items.path("data").findValuesAsText("text")).containsExactly("Q1");
        ObjectNode request = asking("unused");
        ArrayNode input = request.putArray("input");
        input.addObject()
                .put("type", "item_reference")
                .put("id", response.at("/output/0/id").asText());
        input.addObject().put("role", "user").put("content", "Q2");
        created(request);
        assertThat(provider().requests().getLast().messages())
                .endsWith(new PromptMessage("assistant", "A1"), new PromptMessage("user", "Q2"));
    }

    @Test
    void one_that_was_not_stored_is_gone() {
        String id = created(asking("Q1").put("store", false)).path("id").asText();
        awaitExpired(id);
        try (SseClient client = SseClient.get(url.getPort(), path(id))) {
            assertThat(client.status()).isEqualTo(404);
        }
    }

    private void awaitExpired(String id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (SseClient client = follow(id, -1)) {
                return client.status() == 404;
            }
        });
    }
}
