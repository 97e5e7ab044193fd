package dev.runnel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.UUID;

/** One user's conversation with the running application, over real sockets. */
record Conversation(int port, String user, String session) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Of a user and in a session that no other test knows. */
    static Conversation at(int port) {
        return new Conversation(port, "user-" + UUID.randomUUID(), "session-" + UUID.randomUUID());
    }

    SseClient stream(String message) {
        return SseClient.post(port, streamPath(), body(message));
    }

    /** The whole stream, as a simple client reads it. */
    SseEvents streamed(String message) {
        try (SseClient client = stream(message)) {
            return SseEvents.parse(client.rawBody());
        }
    }

    /** The request without streaming. */
    SseClient whole(String message) {
        return SseClient.post(port, wholePath(), body(message));
    }

    String streamPath() {
        return "/api/conversation-stream/" + user;
    }

    String wholePath() {
        return "/api/conversation/" + user;
    }

    String body(String message) {
        return JSON.createObjectNode()
                .put("message", message)
                .put("session_id", session)
                .toString();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
