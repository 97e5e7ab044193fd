package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations that go on for long, and are looked for later. */
abstract class LastingHistoryTest extends ProviderSuite {

    /** Fewer than a user may ask in a minute. */
    private static final int TURNS = 55;

    private static final int PAGE = 50;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_long_conversation_is_read_page_by_page() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            asked.add("Question " + i);
            conversation.streamed("Question " + i);
        }
        JsonNode newest = json("");
        assertThat(questions(newest)).isEqualTo(asked.subList(TURNS - PAGE, TURNS));
        JsonNode before = json("?before=" + newest.path("before").asText());
        assertThat(questions(before)).isEqualTo(asked.subList(0, TURNS - PAGE));
        assertThat(before.has("before")).isFalse();
        assertThat(questions(json("?all=true&before=" + newest.path("before").asText())))
                .isEqualTo(asked.subList(0, TURNS - PAGE));
        assertThat(json("?before=nobody").path("code").asText()).isEqualTo("reply_unknown");

        String first = before.at("/messages/0/reply_id").asText();
        provider().enqueue(Script.reply("Other"));
        String body = "{\"session_id\":\"" + conversation.session() + "\",\"regenerate\":\"" + first + "\"}";
        try (SseClient client = SseClient.post(conversation.port(), conversation.streamPath(), body)) {
            assertThat(client.rawBody()).contains("Other");
        }
        assertThat(questions(json(""))).containsExactly("Question 0");
    }

    @Test
    void a_conversation_is_found_by_words_in_its_title_and_in_its_turns() {
        provider().enqueue(Script.reply("Take the night train to Rome, then walk."), Script.reply("Yes"));
        String reply = conversation
                .streamed("A trip to Italy?")
                .terminal()
                .path("reply_id")
                .asText();
        Conversation other = new Conversation(conversation.port(), conversation.user(), "other");
        other.streamed("Is water wet?");

        JsonNode found = search("ROME%20train");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("session_id").asText()).isEqualTo(conversation.session());
        assertThat(found.get(0).path("reply_id").asText()).isEqualTo(reply);
        assertThat(found.get(0).path("excerpt").asText()).contains("night train to Rome");
        assertThat(search("rome%20water")).isEmpty();
        assertThat(search("%20")).isEmpty();
        assertThat(search("wet").get(0).has("reply_id"))
                .as("it is in the title")
                .isFalse();

        try (SseClient erased = SseClient.request(conversation.port(), "DELETE", path(), "")) {
            assertThat(erased.status()).isEqualTo(204);
        }
        assertThat(search("rome")).isEmpty();
    }

    @Test
    void a_title_is_changed_and_found() {
        conversation.streamed("Is water wet?");
        assertThat(patch("{\"title\":\"  About\\nwater \"}")).isEqualTo(204);
        conversation.streamed("And ice?");
        assertThat(json("").path("title").asText()).isEqualTo("About water");
        assertThat(search("about").get(0).path("title").asText()).isEqualTo("About water");
        assertThat(patch("{\"title\":\"  \"}")).isEqualTo(400);
        assertThat(patch("{\"title\":\"" + "x".repeat(201) + "\"}")).isEqualTo(400);
        assertThat(patch("{\"title\":\"" + "🌊".repeat(201) + "\"}")).isEqualTo(400);
        assertThat(patch("{\"title\":\"" + "🌊".repeat(200) + "\"}")).isEqualTo(204);
        assertThat(json("").path("title").asText()).isEqualTo("🌊".repeat(200));
    }

    @Test
    void a_conversation_is_listed_found_and_renamed_while_its_first_reply_runs() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Yes").holdAt(gate).then("."));
        try (SseClient viewer = conversation.stream("Is water wet?")) {
            viewer.nextEvent();
            viewer.nextEvent();
            assertThat(titles()).containsExactly("Is water wet?");
            assertThat(json("").path("title").asText()).isEqualTo("Is water wet?");
            assertThat(search("wet")).hasSize(1);
            assertThat(patch("{\"title\":\"Water\"}")).isEqualTo(204);
            assertThat(titles()).containsExactly("Water");
            assertThat(json("").path("title").asText()).isEqualTo("Water");
            gate.open();
            assertThat(SseEvents.of(viewer).text()).isEqualTo("Yes.");
        }
        assertThat(titles()).containsExactly("Water");
        assertThat(json("").path("title").asText()).isEqualTo("Water");
    }

    private List<String> titles() {
        try (SseClient client = SseClient.get(conversation.port(), conversation.wholePath())) {
            return Conversation.json(client.rawBody())
                    .path("sessions")
                    .valueStream()
                    .map(session -> session.path("title").asText())
                    .toList();
        }
    }

    private int patch(String body) {
        try (SseClient client = SseClient.request(conversation.port(), "PATCH", path(), body)) {
            return client.status();
        }
    }

    private String path() {
        return conversation.wholePath() + "/" + conversation.session();
    }

    private JsonNode json(String query) {
        try (SseClient client = SseClient.get(conversation.port(), path() + query)) {
            return Conversation.json(client.rawBody());
        }
    }

    private JsonNode search(String words) {
        try (SseClient client = SseClient.get(conversation.port(), conversation.wholePath() + "?q=" + words)) {
            return Conversation.json(client.rawBody()).path("sessions");
        }
    }

    private static List<String> questions(JsonNode transcript) {
        return transcript
                .path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("user"))
                .map(message -> message.path("content").asText())
                .toList();
    }
}
