package dev.runnel.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.UUID;

/** One user's conversation with the running application, over real sockets. */
public record Conversation(int port, String user, String session) {
    public static final ObjectMapper JSON = new ObjectMapper();

    /** Of a user and in a session that no other test knows. */
    public static Conversation at(int port) {
        return new Conversation(port, "user-" + UUID.randomUUID(), "session-" + UUID.randomUUID());
    }

    public SseClient stream(String message) {
        return SseClient.post(port, streamPath(), body(message));
    }

    /** The whole stream, as a simple client reads it. */
    public SseEvents streamed(String message) {
        try (SseClient client = stream(message)) {
            return SseEvents.parse(client.rawBody());
        }
    }

    /** The request without streaming. */
    public SseClient whole(String message) {
        return SseClient.post(port, wholePath(), body(message));
    }

    public String streamPath() {
        return "/api/conversation-stream/" + user;
    }

    public String wholePath() {
        return "/api/conversation/" + user;
    }

    public String body(String message) {
        return JSON.createObjectNode()
                .put("message", message)
                .put("session_id", session)
                .toString();
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
