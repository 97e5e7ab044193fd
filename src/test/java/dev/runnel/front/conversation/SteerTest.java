package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.AtOnce;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People who correct a reply while it is written, wherever conversations are kept. */
abstract class SteerTest extends ProviderSuite {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_reply_goes_on_with_a_correction_in_view_and_is_one_turn() {
        provider()
                .enqueue(
                        Script.tokens("It costs 5 dollars. ").holdAt(new Gate()).then("never"));
        provider().enqueue(Script.reply("It costs 5 dollars. ", "Or 4 euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            String reply = next(viewer).path("reply_id").asText();
            next(viewer);
            try (SseClient steer = post("in euros, please", "steer")) {
                JsonNode first = next(steer);
                assertThat(first.path("status").asText()).isEqualTo("steering");
                assertThat(first.path("reply_id").asText()).isEqualTo(reply);
                assertThat(first.path("message").asText()).isEqualTo("in euros, please");
                assertThat(first.path("steer_id").asText()).isNotEmpty();
                assertThat(SseEvents.of(steer).text()).isEqualTo("Or 4 euros.");
            }
            SseEvents whole = SseEvents.of(viewer);
            assertThat(whole.text()).as("no word twice").isEqualTo("It costs 5 dollars. Or 4 euros.");
            assertThat(whole.terminal().path("finish_reason").asText()).isEqualTo("stop");
        }
        assertThat(prompt().subList(1, 3)).containsExactly("How much is it?", "It costs 5 dollars. ");
        assertThat(prompt().getLast()).startsWith("in euros, please");

        JsonNode messages = transcript();
        assertThat(messages).hasSize(2);
        assertThat(messages.at("/1/content").asText()).isEqualTo("It costs 5 dollars. Or 4 euros.");
        assertThat(messages.at("/1/steering/0/after").asInt()).isEqualTo("It costs 5 dollars. ".length());
        assertThat(messages.at("/1/steering/0/message").asText()).isEqualTo("in euros, please");
        assertThat(messages.at("/0").has("steering")).isFalse();

        provider().enqueue(Script.reply("Bye"));
        conversation.streamed("Thanks");
        assertThat(prompt().subList(1, 6))
                .containsExactly(
                        "How much is it?", "It costs 5 dollars. ", "in euros, please", "Or 4 euros.", "Thanks");
    }

    @Test
    void a_correction_within_a_sentence_waits_a_little_and_what_is_new_begins_a_paragraph() {
        provider().enqueue(Script.tokens("It costs").holdAt(new Gate()).then("never"));
        provider().enqueue(Script.reply("Four euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            next(viewer);
            next(viewer);
            try (SseClient steer = post("in euros, please", "steer")) {
                assertThat(queue()).hasSizeLessThanOrEqualTo(1);
                assertThat(SseEvents.of(steer).text()).isEqualTo("\n\nFour euros.");
            }
            assertThat(SseEvents.of(viewer).text()).isEqualTo("It costs\n\nFour euros.");
        }
    }

    @Test
    void a_reply_that_has_ended_before_it_took_the_correction_in_is_followed_by_another_one() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("It costs").holdAt(gate).then(" five"));
        provider().enqueue(Script.reply("Four euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            String reply = next(viewer).path("reply_id").asText();
            next(viewer);
            try (SseClient steer = post("in euros, please", "steer")) {
                await().atMost(PATIENCE).until(() -> !queue().isEmpty());
                gate.open();
                assertThat(SseEvents.of(viewer).text()).isEqualTo("It costs five");
                SseEvents answer = SseEvents.of(steer);
                assertThat(answer.all().getFirst().path("status").asText()).isEqualTo("queued");
                assertThat(answer.all().getFirst().path("reply_id").asText()).isNotEqualTo(reply);
                assertThat(answer.text()).isEqualTo("Four euros.");
            }
        }
        assertThat(transcript()).hasSize(4);
    }

    @Test
    void without_a_running_reply_a_steer_is_a_question() {
        provider().enqueue(Script.reply("Four euros."));
        try (SseClient steer = post("How much is it?", "steer")) {
            SseEvents answer = SseEvents.of(steer);
            assertThat(answer.all().getFirst().path("status").asText()).isEqualTo("processing");
            assertThat(answer.text()).isEqualTo("Four euros.");
        }
        assertThat(post("Hm", "later").status()).isEqualTo(400);
    }

    @Test
    void a_repeated_steer_is_taken_in_once_and_gets_the_same_answer() {
        provider().enqueue(Script.tokens("Five. ").holdAt(new Gate()).then("never"));
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Four ").holdAt(gate).then("euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            next(viewer);
            next(viewer);
            try (SseClient steer = post("in euros", "steer", "Idempotency-Key: mine")) {
                JsonNode first = next(steer);
                await().atMost(PATIENCE).until(() -> queue().isEmpty());
                try (SseClient again = post("in euros", "steer", "Idempotency-Key: mine")) {
                    assertThat(next(again)).isEqualTo(first);
                    gate.open();
                    assertThat(SseEvents.of(again).text()).isEqualTo("Four euros.");
                }
            }
            assertThat(SseEvents.of(viewer).text()).isEqualTo("Five. Four euros.");
        }
        assertThat(provider().requests()).hasSize(2);
    }

    @Test
    void a_steer_that_is_repeated_before_it_is_taken_in_gets_the_same_answer() {
        provider().enqueue(Script.tokens("It costs").holdAt(new Gate()).then("never"));
        provider().enqueue(Script.reply("Four euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            next(viewer);
            next(viewer);
            try (SseClient steer = post("in euros", "steer", "Idempotency-Key: soon")) {
                await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> !queue().isEmpty());
                try (SseClient again = post("in euros", "steer", "Idempotency-Key: soon")) {
                    List<JsonNode> answer = SseEvents.of(steer).all();
                    assertThat(answer.getFirst().path("message").asText()).isEqualTo("in euros");
                    assertThat(SseEvents.of(again).all()).isEqualTo(answer);
                }
            }
            assertThat(SseEvents.of(viewer).text()).isEqualTo("It costs\n\nFour euros.");
        }
    }

    @Test
    void of_equal_steers_at_one_moment_one_is_taken_in_and_both_get_its_answer() {
        provider().enqueue(Script.tokens("Five. ").holdAt(new Gate()).then("never"));
        provider().enqueue(Script.reply("Four euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            next(viewer);
            next(viewer);
            List<String> answers = AtOnce.call(4, i -> {
                try (SseClient steer = post("in euros", "steer", "Idempotency-Key: both")) {
                    return SseEvents.of(steer).text();
                }
            });
            assertThat(answers).containsOnly("Four euros.");
            assertThat(SseEvents.of(viewer).text()).isEqualTo("Five. Four euros.");
        }
        assertThat(provider().requests()).hasSize(2);
        assertThat(transcript().at("/1/steering")).hasSize(1);
    }

    @Test
    void a_queued_message_that_is_sent_now_steers_the_reply() {
        provider().enqueue(Script.tokens("Five. ").holdAt(new Gate()).then("never"));
        provider().enqueue(Script.reply("Four euros."));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            next(viewer);
            next(viewer);
            try (SseClient queued = post("in euros", "queue")) {
                String steer = next(queued).path("reply_id").asText();
                try (SseClient change = SseClient.request(
                        conversation.port(),
                        "PATCH",
                        path() + "/queue/" + steer,
                        "{\"when\":\"steer\"}",
                        "Content-Type: application/json")) {
                    assertThat(change.status()).isEqualTo(200);
                }
                assertThat(SseEvents.of(viewer).text()).isEqualTo("Five. Four euros.");
                SseEvents taken = SseEvents.of(queued);
                assertThat(taken.ofType("status").getLast().path("status").asText())
                        .isEqualTo("steering");
                assertThat(taken.terminal().path("finish_reason").asText()).isEqualTo("stopped");
            }
        }
        assertThat(transcript()).hasSize(2);
    }

    private SseClient post(String message, String when, String... headers) {
        ObjectNode body = Conversation.JSON.createObjectNode().put("session_id", conversation.session());
        Map.of("message", message, "when", when).forEach(body::put);
        return SseClient.post(conversation.port(), conversation.streamPath(), body.toString(), headers);
    }

    private List<String> prompt() {
        return provider().requests().getLast().messages().stream()
                .map(PromptMessage::text)
                .toList();
    }

    private String path() {
        return conversation.wholePath() + "/" + conversation.session();
    }

    private JsonNode queue() {
        try (SseClient client = SseClient.get(conversation.port(), path() + "/queue")) {
            return Conversation.json(client.rawBody()).path("queued");
        }
    }

    private JsonNode transcript() {
        try (SseClient client = SseClient.get(conversation.port(), path())) {
            return Conversation.json(client.rawBody()).path("messages");
        }
    }

    private static JsonNode next(SseClient stream) {
        return SseEvents.of(List.of(stream.nextEvent())).all().getFirst();
    }
}
