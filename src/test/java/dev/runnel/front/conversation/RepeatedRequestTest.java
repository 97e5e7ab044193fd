package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request that is sent again with its {@code Idempotency-Key} gets the reply of the first one. */
@QuarkusTest
@TestProfile(HalfwayReplyTestBase.Profile.class)
class RepeatedRequestTest extends HalfwayReplyTestBase {

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
}
