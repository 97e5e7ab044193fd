package dev.runnel.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who gets the finished turns of all pods, by their replies, and may refuse them for a while. */
final class TurnReceiver implements AutoCloseable {

    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final LocalServer server = LocalServer.start("/turns", this::take);
    private volatile boolean refuses;

    Map<String, String> settings() {
        return Map.of(
                "RUNNEL_TURN_WEBHOOK",
                server.url() + "/turns",
                "RUNNEL_TURN_WEBHOOK_SECRET",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode turn = Conversation.json(
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .path("data");
            String reply = turn.path("reply_id").asText();
            attempts.merge(reply, 1, Integer::sum);
            if (!refuses) {
                answers.put(reply, turn.path("answer").asText());
            }
            exchange.sendResponseHeaders(refuses ? 503 : 204, -1);
        }
    }

    void refuse() {
        refuses = true;
    }

    void accept() {
        refuses = false;
    }

    /** How often this turn was sent, whether it was taken or not. */
    int attempts(String turn) {
        return attempts.getOrDefault(turn, 0);
    }

    Set<String> taken() {
        return answers.keySet();
    }

    String answerIn(String turn) {
        return answers.get(turn);
    }

    @Override
    public void close() {
        server.close();
    }
}
