package dev.runnel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.runnel.redis.RedisBeside;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.LocalServer;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProviders;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the receiver of finished turns gets. */
@QuarkusTest
@TestProfile(TurnWebhookTest.WithReceiver.class)
class TurnWebhookTest extends ProviderSuite {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static final class WithReceiver extends OneProvider {
        public WithReceiver() {
            super("openai", Map.of("runnel.turn-webhook-secret", SECRET));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(ScriptedProviders.class),
                    new TestResourceEntry(RedisBeside.class),
                    new TestResourceEntry(Receiver.class));
        }
    }

    private record Received(String id, String timestamp, String signature, String body) {}

    public static final class Receiver implements QuarkusTestResourceLifecycleManager {

        private static final ConcurrentLinkedQueue<Received> RECEIVED = new ConcurrentLinkedQueue<>();
        private static final AtomicInteger REFUSED = new AtomicInteger();
        private LocalServer server;

        @Override
        public Map<String, String> start() {
            server = LocalServer.start("/turns", Receiver::take);
            return Map.of("runnel.turn-webhook", server.url() + "/turns");
        }

        private static void take(HttpExchange exchange) throws IOException {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                var headers = exchange.getRequestHeaders();
                RECEIVED.add(new Received(
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        body));
                exchange.sendResponseHeaders(REFUSED.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : 204, -1);
            }
        }

        @Override
        public void stop() {
            server.close();
        }
    }

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void nothing_was_received() {
        Receiver.RECEIVED.clear();
        Receiver.REFUSED.set(0);
    }

    @Test
    void a_turn_that_has_ended_is_sent_signed() {
        provider().enqueue(Script.reply("Hello"));
        String reply = conversation.streamed("Hi").terminal().path("reply_id").asText();

        Received received = received(1).getFirst();

        assertThat(received.id()).isEqualTo(reply);
        assertThat(received.signature())
                .isEqualTo(new Signature(SECRET)
                        .of(
                                received.id(),
                                Instant.ofEpochSecond(Long.parseLong(received.timestamp())),
                                received.body()));
        JsonNode body = Conversation.json(received.body());
        assertThat(body.path("type").asText()).isEqualTo("turn.ended");
        assertThat(body.path("data"))
                .isEqualTo(Conversation.json("""
                {"user_id": "%s", "session_id": "%s", "reply_id": "%s", "question": "Hi", "answer": "Hello",
                 "status": "complete", "provider": "openai", "model": "openai-model"}
                """.formatted(conversation.user(), conversation.session(), reply)));
    }

    @Test
    void a_turn_that_is_not_taken_is_sent_again() {
        Receiver.REFUSED.set(1);
        conversation.streamed("Hi");
        List<Received> both = received(2);
        assertThat(both.get(0).id()).isEqualTo(both.get(1).id());
        assertThat(both.get(0).body()).isEqualTo(both.get(1).body());
    }

    private static List<Received> received(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> Receiver.RECEIVED.size() >= count);
        return List.copyOf(Receiver.RECEIVED);
    }
}
