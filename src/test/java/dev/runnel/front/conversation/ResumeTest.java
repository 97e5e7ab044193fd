package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ResumeTest.Profile.class)
@WithTestResource(ScriptedProviders.class)
class ResumeTest {

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "runnel.providers", "openai",
                    "runnel.limit.requests", "100000",
                    "runnel.limit.concurrent-replies", "1000",
                    "runnel.reply.orphan-grace", "2s");
        }
    }

    private static final Duration LESS_THAN_A_PING = Duration.ofSeconds(5);

    ScriptedProviders providers;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final String user = "user-" + UUID.randomUUID();
    private final Gate gate = new Gate();
    private ScriptedProvider provider;

    @BeforeEach
    void aReplyThatWaitsHalfway() {
        providers.reset();
        provider = providers.of(Dialect.OPENAI);
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    private SseClient ask(String... headers) {
        return SseClient.post(
                port, "/api/conversation-stream/" + user, "{\"message\":\"count\",\"session_id\":\"s\"}", headers);
    }

    private SseClient get(String path, String... headers) {
        return SseClient.get(port, "/api/conversation-stream/" + path, headers);
    }

    private static JsonNode first(SseClient viewer) {
        return SseEvents.of(List.of(viewer.nextEvent())).all().getFirst();
    }

    private static String replyOf(SseClient viewer) {
        return first(viewer).path("reply_id").asText();
    }

    private static List<Integer> seqs(SseEvents events) {
        return events.all().stream().map(event -> event.path("seq").asInt()).toList();
    }

    @Test
    void a_viewer_that_comes_back_gets_the_rest_without_a_gap_or_a_repeat() {
        String reply;
        int seen;
        StringBuilder text = new StringBuilder();
        try (SseClient viewer = ask()) {
            reply = replyOf(viewer);
            text.append(first(viewer).path("content").asText());
            JsonNode last = first(viewer);
            text.append(last.path("content").asText());
            seen = last.path("seq").asInt();
        }
        gate.open();
        try (SseClient viewer = get(user + "/" + reply, "Last-Event-ID: " + seen)) {
            SseEvents rest = SseEvents.of(viewer);
            assertThat(text + rest.text()).isEqualTo("one two three four five");
            assertThat(seqs(rest))
                    .isEqualTo(IntStream.range(seen + 1, seen + 1 + seqs(rest).size())
                            .boxed()
                            .toList());
            assertThat(rest.terminal().path("type").asText()).isEqualTo("complete");
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_viewer_that_has_seen_all_there_is_learns_at_once_that_more_will_come() {
        try (SseClient first = ask()) {
            String reply = replyOf(first);
            while (!first.nextEvent().contains("three")) {}
            try (SseClient again = SseClient.to(port)
                    .patience(LESS_THAN_A_PING)
                    .get("/api/conversation-stream/" + user + "/" + reply, "Last-Event-ID: 3")) {
                assertThat(again.status()).isEqualTo(200);
                gate.open();
                assertThat(SseEvents.of(again).text()).isEqualTo("four five");
            }
        }
    }

    @Test
    void a_resumed_stream_has_what_an_event_source_needs() {
        gate.open();
        String reply;
        try (SseClient viewer = ask()) {
            reply = replyOf(viewer);
            viewer.events();
        }
        try (SseClient viewer = get(user + "/" + reply + "?after=2")) {
            assertThat(viewer.status()).isEqualTo(200);
            assertThat(viewer.header("Content-Type")).hasValue("text/event-stream");
            assertThat(viewer.nextEvent())
                    .contains("id:3\n")
                    .contains("retry:1000\n")
                    .contains("data: {\"type\":\"chunk\",\"content\":\"three \",\"seq\":3}\n");
        }
    }

    @Test
    void an_event_source_that_has_seen_the_end_is_told_to_stay_away() {
        gate.open();
        String reply;
        int last;
        try (SseClient viewer = ask()) {
            reply = replyOf(viewer);
            last = SseEvents.of(viewer).terminal().path("seq").asInt();
        }
        try (SseClient viewer = get(user + "/" + reply, "Last-Event-ID: " + last)) {
            assertThat(viewer.status()).isEqualTo(204);
        }
    }

    @Test
    void two_viewers_see_the_same_events() {
        try (SseClient one = ask()) {
            JsonNode status = first(one);
            try (SseClient two = get(user + "/" + status.path("reply_id").asText())) {
                gate.open();
                assertThat(SseEvents.of(two).all()).isEqualTo(SseEvents.of(one).all());
            }
        }
    }

    @Test
    void the_running_reply_of_a_session_is_found_until_it_ends() {
        try (SseClient one = ask()) {
            first(one);
            try (SseClient two = get(user + "?session_id=s")) {
                assertThat(two.status()).isEqualTo(200);
                gate.open();
                assertThat(SseEvents.of(two).text()).isEqualTo("one two three four five");
            }
            one.events();
        }
        try (SseClient after = get(user + "?session_id=s")) {
            assertThat(after.status()).isEqualTo(204);
        }
    }

    @Test
    void an_unknown_reply_and_another_users_reply_are_both_unknown() {
        try (SseClient mine = ask()) {
            String reply = replyOf(mine);
            for (String path : List.of(user + "/no-such-reply", "somebody-else/" + reply)) {
                for (String method : List.of("GET", "DELETE")) {
                    try (SseClient other = SseClient.request(port, method, "/api/conversation-stream/" + path, "")) {
                        assertThat(other.status()).isEqualTo(404);
                        assertThat(first(other).path("code").asText()).isEqualTo("reply_unknown");
                    }
                }
            }
            gate.open();
        }
    }

    @Test
    void a_position_that_is_no_number_is_refused() {
        try (SseClient viewer = get(user + "/some-reply?after=x")) {
            assertThat(viewer.status()).isEqualTo(400);
            assertThat(first(viewer).path("code").asText()).isEqualTo("request_invalid");
        }
    }

    @Test
    void a_request_sent_twice_joins_its_reply_and_asks_the_provider_once() {
        try (SseClient one = ask("Idempotency-Key: k1");
                SseClient two = ask("Idempotency-Key: k1", "Last-Event-ID: 2")) {
            gate.open();
            SseEvents all = SseEvents.of(one);
            SseEvents rest = SseEvents.of(two);
            assertThat(all.text()).isEqualTo("one two three four five");
            assertThat(rest.all()).isEqualTo(all.all().subList(3, all.all().size()));
        }
        try (SseClient later = ask("Idempotency-Key: k1")) {
            assertThat(SseEvents.of(later).text()).isEqualTo("one two three four five");
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_streamed_request_sent_again_without_streaming_gets_the_whole_of_its_reply() {
        try (SseClient streamed = ask("Idempotency-Key: k2")) {
            String reply = replyOf(streamed);
            gate.open();
            try (SseClient whole = SseClient.post(
                    port,
                    "/api/conversation/" + user,
                    "{\"message\":\"count\",\"session_id\":\"s\"}",
                    "Idempotency-Key: k2")) {
                JsonNode document = Conversation.json(whole.rawBody());
                assertThat(document.path("message").asText()).isEqualTo("one two three four five");
                assertThat(document.path("reply_id").asText()).isEqualTo(reply);
            }
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_request_without_streaming_that_is_sent_again_gets_the_same_reply() {
        provider.byDefaultNonStreaming(Script.reply("one two"));
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (SseClient whole = SseClient.post(
                    port, "/api/conversation/" + user, "{\"message\":\"count\"}", "Idempotency-Key: k4")) {
                replies.add(whole.rawBody());
            }
        }
        assertThat(replies.getFirst()).contains("one two").isEqualTo(replies.getLast());
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_streamed_request_that_failed_fails_without_streaming_too() {
        provider.byDefault(Script.tokens("one ").thenCut());
        provider.byDefaultNonStreaming(Script.status(500));
        try (SseClient streamed = ask("Idempotency-Key: k3")) {
            SseEvents.of(streamed);
        }
        int asked = provider.requests().size();
        try (SseClient whole = SseClient.post(
                port,
                "/api/conversation/" + user,
                "{\"message\":\"count\",\"session_id\":\"s\"}",
                "Idempotency-Key: k3")) {
            assertThat(whole.status()).isGreaterThanOrEqualTo(500);
        }
        assertThat(provider.requests()).hasSize(asked);
    }

    @Test
    void the_same_request_from_many_sides_at_once_asks_the_provider_once() {
        gate.open();
        Callable<String> ask = () -> {
            try (SseClient viewer = ask("Idempotency-Key: race")) {
                return SseEvents.of(viewer).text();
            }
        };
        List<Callable<String>> sides = new ArrayList<>();
        IntStream.range(0, 16).forEach(i -> sides.add(ask));

        assertThat(dev.runnel.testing.AtOnce.call(sides)).containsOnly("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_stopped_reply_ends_at_once_with_what_it_has_and_the_provider_is_left() {
        try (SseClient viewer = ask()) {
            String reply = replyOf(viewer);
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith("three ")) {
                read.append(first(viewer).path("content").asText());
            }
            try (SseClient stop =
                    SseClient.request(port, "DELETE", "/api/conversation-stream/" + user + "/" + reply, "")) {
                assertThat(stop.status()).isEqualTo(204);
            }
            SseEvents rest = SseEvents.of(viewer);
            assertThat(rest.text()).isEqualTo("one two three ");
            assertThat(rest.terminal().path("type").asText()).isEqualTo("complete");
            assertThat(rest.terminal().path("finish_reason").asText()).isEqualTo("stopped");
        }
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_reply_without_a_viewer_is_stopped_after_the_grace_and_not_before() {
        try (SseClient viewer = ask()) {
            first(viewer);
            provider.awaitTokensSent(0, 3);
        }
        Duration open = provider.awaitClosedByClient(0).closedByClientAfter().orElseThrow();
        assertThat(open).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
    }
}
