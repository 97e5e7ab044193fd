package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People who say more while they are being answered, wherever conversations are kept. */
abstract class QueueTest extends ProviderSuite {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private boolean isSaying;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_message_that_comes_while_a_reply_runs_is_asked_when_that_has_ended() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Hello ").holdAt(gate).then("Ann"));
        provider().enqueue(Script.reply("You are Ann"));
        try (SseClient first = conversation.stream("I am Ann");
                SseClient second = post(Map.of("message", "Who am I?"), first)) {
            JsonNode waits = next(second);
            assertThat(waits.path("status").asText()).isEqualTo("queued");
            assertThat(provider().requests()).hasSize(1);
            JsonNode entry = queue().path(0);
            assertThat(entry.path("reply_id")).isEqualTo(waits.path("reply_id"));
            assertThat(entry.path("message").asText()).isEqualTo("Who am I?");
            assertThat(entry.path("when").asText()).isEqualTo("queue");
            assertThat(entry.path("created_at").asText()).isNotEmpty();
            gate.open();
            SseEvents whole = SseEvents.of(first);
            assertThat(whole.text()).isEqualTo("Hello Ann");
            assertThat(whole.all()).anySatisfy(event -> {
                assertThat(event.path("status").asText()).isEqualTo("queued");
                assertThat(event.path("queued").asInt()).isEqualTo(1);
            });
            SseEvents answer = SseEvents.of(second);
            assertThat(answer.ofType("status").stream()
                            .map(status -> status.path("status").asText()))
                    .containsExactly("queued", "processing");
            assertThat(answer.text()).isEqualTo("You are Ann");
        }
        assertThat(provider().requests().getLast().messages().stream().map(PromptMessage::text))
                .containsExactly(Profiles.SYSTEM_PROMPT, "I am Ann", "Hello Ann", "Who am I?");
        assertThat(contents()).containsExactly("I am Ann", "Hello Ann", "Who am I?", "You are Ann");
        assertThat(queue()).isEmpty();
    }

    @Test
    void an_interrupt_stops_the_reply_and_is_asked_before_all_that_wait() {
        provider().enqueue(Script.tokens("Hello ").holdAt(new Gate()));
        provider().enqueue(Script.reply("second"));
        provider().enqueue(Script.reply("third"));
        try (SseClient first = conversation.stream("one");
                SseClient queued = post(Map.of("message", "three"), first)) {
            next(queued);
            try (SseClient interrupt = post(Map.of("message", "two", "when", "interrupt"), null)) {
                assertThat(SseEvents.of(first).terminal().path("finish_reason").asText())
                        .isEqualTo("stopped");
                assertThat(SseEvents.of(interrupt).text()).isEqualTo("second");
                assertThat(SseEvents.of(queued).text()).isEqualTo("third");
            }
        }
        assertThat(contents()).containsExactly("one", "Hello ", "two", "second", "three", "third");
    }

    @Test
    void what_waits_can_be_changed_sent_now_and_withdrawn_and_is_not_there_once_it_has_begun() {
        provider().enqueue(Script.tokens("Hello ").holdAt(new Gate()));
        provider().enqueue(Script.reply("second"));
        try (SseClient first = conversation.stream("one");
                SseClient changed = post(Map.of("message", "two"), first);
                SseClient withdrawn = post(Map.of("message", "three"), first)) {
            String two = next(changed).path("reply_id").asText();
            String three = next(withdrawn).path("reply_id").asText();

            assertThat(change(two, "{\"message\":\"another two\"}")
                            .path("message")
                            .asText())
                    .isEqualTo("another two");
            assertThat(delete(path() + "/queue/" + three)).isEqualTo(204);
            assertThat(delete(path() + "/queue/" + three)).isEqualTo(204);
            assertThat(SseEvents.of(withdrawn).terminal().path("finish_reason").asText())
                    .isEqualTo("stopped");
            assertThat(queue()).hasSize(1);
            assertThat(change(two, "{\"when\":\"interrupt\"}").path("when").asText())
                    .isEqualTo("interrupt");

            assertThat(SseEvents.of(changed).text()).isEqualTo("second");
            assertThat(patch(two, "{\"message\":\"too late\"}").status()).isEqualTo(404);
            assertThat(patch(two, "{}").status()).isEqualTo(400);
            assertThat(patch(two, "{\"when\":\"never\"}").status()).isEqualTo(400);
        }
        assertThat(contents()).containsExactly("one", "Hello ", "another two", "second");
    }

    @Test
    void a_stopped_message_that_waits_is_never_asked_and_leaves_no_turn() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Hello ").holdAt(gate).then("Ann"));
        try (SseClient first = conversation.stream("one");
                SseClient waits = post(Map.of("message", "two"), first)) {
            String two = next(waits).path("reply_id").asText();
            assertThat(delete(conversation.streamPath() + "/" + two)).isEqualTo(204);
            assertThat(SseEvents.of(waits).terminal().path("finish_reason").asText())
                    .isEqualTo("stopped");
            gate.open();
            SseEvents.of(first);
        }
        assertThat(contents()).containsExactly("one", "Hello Ann");
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void more_messages_than_may_wait_are_refused_and_a_repeated_one_gets_its_own_reply() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Hello ").holdAt(gate).then("Ann"));
        try (SseClient first = conversation.stream("one");
                SseClient waits = post(Map.of("message", "two"), first, "Idempotency-Key: mine")) {
            String two = next(waits).path("reply_id").asText();
            try (SseClient again = post(Map.of("message", "two"), null, "Idempotency-Key: mine")) {
                assertThat(next(again).path("reply_id").asText()).isEqualTo(two);
            }
            for (int i = 0; i < 4; i++) {
                provider().enqueue(Script.reply("answer"));
                try (SseClient more = post(Map.of("message", "more"), null)) {
                    next(more);
                }
            }
            assertThat(queue()).hasSize(5);
            try (SseClient tooMuch = post(Map.of("message", "too much"), null)) {
                assertThat(tooMuch.status()).isEqualTo(429);
                assertThat(SseEvents.of(tooMuch).terminal().path("code").asText())
                        .isEqualTo("queue_full");
            }
            provider().enqueue(Script.reply("answer"));
            gate.open();
            await().atMost(PATIENCE).until(() -> contents().size() == 12);
        }
    }

    @Test
    void an_erased_conversation_asks_nothing_that_waited() {
        provider().enqueue(Script.tokens("Hello ").holdAt(new Gate()));
        try (SseClient first = conversation.stream("one");
                SseClient waits = post(Map.of("message", "two"), first)) {
            next(waits);
            assertThat(delete(path())).isEqualTo(204);
            SseEvents.of(first);
            SseEvents.of(waits);
        }
        assertThat(queue()).isEmpty();
        assertThat(provider().requests()).hasSize(1);
        try (SseClient gone = SseClient.get(conversation.port(), path())) {
            assertThat(gone.status()).isEqualTo(404);
        }
    }

    @Test
    void the_reply_of_a_session_is_the_one_that_runs_and_not_one_that_waits() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Hello ").holdAt(gate).then("Ann"));
        provider().enqueue(Script.reply("second"));
        try (SseClient first = conversation.stream("one");
                SseClient waits = post(Map.of("message", "two"), first)) {
            next(waits);
            try (SseClient joined = SseClient.get(
                    conversation.port(), conversation.streamPath() + "?session_id=" + conversation.session())) {
                next(joined);
                gate.open();
                assertThat(SseEvents.of(joined).text()).isEqualTo("Hello Ann");
            }
            SseEvents.of(waits);
        }
    }

    private SseClient post(Map<String, String> fields, SseClient before, String... headers) {
        // The status comes first, then the word that the provider says before it is held up.
        if (before != null && !isSaying) {
            next(before);
            next(before);
            isSaying = true;
        }
        ObjectNode body = Conversation.JSON.createObjectNode().put("session_id", conversation.session());
        fields.forEach(body::put);
        return SseClient.post(conversation.port(), conversation.streamPath(), body.toString(), headers);
    }

    private JsonNode change(String reply, String change) {
        try (SseClient client = patch(reply, change)) {
            return Conversation.json(client.rawBody());
        }
    }

    private SseClient patch(String reply, String change) {
        return SseClient.request(
                conversation.port(), "PATCH", path() + "/queue/" + reply, change, "Content-Type: application/json");
    }

    private int delete(String path) {
        try (SseClient client = SseClient.request(conversation.port(), "DELETE", path, "")) {
            return client.status();
        }
    }

    private JsonNode queue() {
        try (SseClient client = SseClient.get(conversation.port(), path() + "/queue")) {
            return Conversation.json(client.rawBody()).path("queued");
        }
    }

    private String path() {
        return conversation.wholePath() + "/" + conversation.session();
    }

    private List<String> contents() {
        try (SseClient client = SseClient.get(conversation.port(), path())) {
            return Conversation.json(client.rawBody())
                    .path("messages")
                    .valueStream()
                    .map(message -> message.path("content").asText())
                    .toList();
        }
    }

    private static JsonNode next(SseClient stream) {
        return SseEvents.of(List.of(stream.nextEvent())).all().getFirst();
    }
}
