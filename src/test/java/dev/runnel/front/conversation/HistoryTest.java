package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations that are read again, listed and erased, wherever they are kept. */
abstract class HistoryTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_transcript_shows_what_was_said_and_how_each_reply_ended() {
        provider()
                .enqueue(
                        Script.reply("Hello ", "Ann"),
                        Script.reply("You are Ann"),
                        Script.tokens("It was ").thenCut());
        String streamed = replyOf(conversation.streamed("I am Ann"));
        String whole;
        try (SseClient client = conversation.whole("Who am I?")) {
            whole = Conversation.json(client.rawBody()).path("reply_id").asText();
        }
        String broken = replyOf(conversation.streamed("What was it?"));

        try (SseClient client = get(transcriptPath())) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Cache-Control")).contains("no-store");
            assertThat(Conversation.json(client.rawBody()))
                    .isEqualTo(Conversation.json("""
                    {"session_id": "%1$s", "title": "I am Ann", "context": {"intent": "", "entities": {}}, "branch": "%4$s",
                    "messages": [
                    {"role": "user", "content": "I am Ann", "status": "complete", "reply_id": "%2$s"},
                    {"role": "assistant", "content": "Hello Ann", "status": "complete", "reply_id": "%2$s"},
                    {"role": "user", "content": "Who am I?", "status": "complete", "reply_id": "%3$s", "parent": "%2$s"},
                    {"role": "assistant", "content": "You are Ann", "status": "complete", "reply_id": "%3$s", "parent": "%2$s"},
                    {"role": "user", "content": "What was it?", "status": "complete", "reply_id": "%4$s", "parent": "%3$s"},
                    {"role": "assistant", "content": "It was ", "status": "interrupted", "reply_id": "%4$s", "parent": "%3$s"}]}
                    """.formatted(conversation.session(), streamed, whole, broken)));
        }
    }

    @Test
    void a_running_reply_is_named_with_its_question_and_then_stopped_with_its_text() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("one ", "two ").holdAt(gate));
        try (SseClient viewer = conversation.stream("Count")) {
            String reply = firstOf(viewer).path("reply_id").asText();
            firstOf(viewer);

            JsonNode running = transcript();
            assertThat(running.path("running_reply_id").asText()).isEqualTo(reply);
            assertThat(running.path("messages")).hasSize(1);
            assertThat(running.path("messages").get(0).toString())
                    .isEqualTo("{\"role\":\"user\",\"content\":\"Count\",\"status\":\"complete\",\"reply_id\":\""
                            + reply + "\"}");

            delete(conversation.streamPath() + "/" + reply);
            viewer.events();

            JsonNode stopped = transcript();
            assertThat(stopped.has("running_reply_id")).isFalse();
            assertThat(stopped.path("messages").get(1).path("status").asText()).isEqualTo("stopped");
        }
    }

    @Test
    void a_conversation_that_never_was_is_unknown() {
        try (SseClient client = get(transcriptPath())) {
            assertThat(client.status()).isEqualTo(404);
            assertThat(Conversation.json(client.rawBody()).path("code").asText())
                    .isEqualTo("session_unknown");
        }
    }

    @Test
    void another_users_conversation_is_unknown() {
        conversation.streamed("I am Ann");
        try (SseClient client = get("/api/conversation/" + conversation.user() + "-x/" + conversation.session())) {
            assertThat(client.status()).isEqualTo(404);
        }
    }

    @Test
    void a_users_conversations_are_listed_with_the_last_used_first() {
        Conversation other = new Conversation(conversation.port(), conversation.user(), "other");
        conversation.streamed("First?");
        other.streamed("Second?");
        assertThat(titles()).containsExactly("Second?", "First?");
        conversation.streamed("Third?");
        assertThat(titles()).containsExactly("First?", "Second?");
        assertThat(sessions().get(0).path("session_id").asText()).isEqualTo(conversation.session());
        assertThat(sessions().get(0).path("last_used").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    }

    @Test
    void an_erased_conversation_is_gone_with_its_replies_and_a_second_erasure_finds_nothing_to_do() {
        Conversation other = new Conversation(conversation.port(), conversation.user(), "other");
        String reply = replyOf(conversation.streamed("I am Ann"));
        other.streamed("Another one");

        assertThat(delete(transcriptPath())).isEqualTo(204);

        assertThat(statusOf(transcriptPath())).isEqualTo(404);
        assertThat(statusOf(conversation.streamPath() + "/" + reply)).isEqualTo(404);
        assertThat(titles()).containsExactly("Another one");
        assertThat(delete(transcriptPath())).isEqualTo(204);
        conversation.streamed("Who am I?");
        assertThat(provider().requests().getLast().messages())
                .extracting("text")
                .containsExactly(Profiles.SYSTEM_PROMPT, "Who am I?");
    }

    @Test
    void a_running_reply_that_is_erased_ends_leaves_the_provider_and_is_not_remembered() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("one ", "two ").holdAt(gate));
        try (SseClient viewer = conversation.stream("Count")) {
            String reply = firstOf(viewer).path("reply_id").asText();

            provider().awaitRequests(1);
            assertThat(delete(transcriptPath())).isEqualTo(204);

            JsonNode end = SseEvents.of(viewer).terminal();
            assertThat(end.path("code").asText()).isEqualTo("reply_unknown");
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> provider().requests().getFirst().closedByClient());
            assertThat(statusOf(transcriptPath())).isEqualTo(404);
            assertThat(statusOf(conversation.streamPath() + "/" + reply)).isEqualTo(404);
        }
    }

    @Test
    void a_whole_reply_that_is_erased_while_it_is_made_is_not_remembered() {
        Gate gate = new Gate();
        provider().enqueue(Script.reply("one ").holdBeforeHeaders(gate));
        try (SseClient client = conversation.whole("Count")) {
            await().until(() -> provider().requests().size() == 1);

            assertThat(delete(transcriptPath())).isEqualTo(204);

            assertThat(client.status()).isEqualTo(404);
            gate.open();
            assertThat(statusOf(transcriptPath())).isEqualTo(404);
        }
    }

    @Test
    void all_of_a_user_is_erased_in_one_call() {
        Conversation other = new Conversation(conversation.port(), conversation.user(), "other");
        conversation.streamed("I am Ann");
        try (SseClient named =
                SseClient.post(conversation.port(), other.streamPath(), other.body("Named"), "Idempotency-Key: k")) {
            named.events();
        }
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("one ").holdAt(gate));
        try (SseClient running = other.stream("Count")) {
            firstOf(running);

            assertThat(delete(conversation.wholePath())).isEqualTo(204);

            assertThat(SseEvents.of(running).terminal().path("code").asText()).isEqualTo("reply_unknown");
        }
        assertThat(titles()).isEmpty();
        assertThat(statusOf(transcriptPath())).isEqualTo(404);
        assertThat(delete(conversation.wholePath())).isEqualTo(204);
    }

    private String transcriptPath() {
        return conversation.wholePath() + "/" + conversation.session();
    }

    private JsonNode transcript() {
        return json(transcriptPath());
    }

    private JsonNode sessions() {
        return json(conversation.wholePath()).path("sessions");
    }

    private List<String> titles() {
        return sessions()
                .valueStream()
                .map(session -> session.path("title").asText())
                .toList();
    }

    private JsonNode json(String path) {
        try (SseClient client = get(path)) {
            return Conversation.json(client.rawBody());
        }
    }

    private int statusOf(String path) {
        try (SseClient client = get(path)) {
            return client.status();
        }
    }

    private SseClient get(String path) {
        return SseClient.get(conversation.port(), path);
    }

    private int delete(String path) {
        try (SseClient client = SseClient.request(conversation.port(), "DELETE", path, "")) {
            return client.status();
        }
    }

    private static JsonNode firstOf(SseClient viewer) {
        return SseEvents.of(List.of(viewer.nextEvent())).all().getFirst();
    }

    private static String replyOf(SseEvents events) {
        return events.all().getFirst().path("reply_id").asText();
    }
}
