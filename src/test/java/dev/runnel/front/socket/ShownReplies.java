package dev.runnel.front.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SocketClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Runnel's own words over one socket, and the replies that were shown on it so far. */
public final class ShownReplies implements AutoCloseable {

    private static final Set<String> LAST = Set.of("complete", "error");

    private final SocketClient client;
    private final Map<String, StringBuilder> texts = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, JsonNode> ends = new HashMap<>();

    public ShownReplies(SocketClient client) {
        this.client = client;
    }

    public static ShownReplies on(Conversation conversation, String... headers) {
        return new ShownReplies(SocketClient.open(conversation.port(), path(conversation), headers));
    }

    public static String path(Conversation conversation) {
        return "/api/conversation-socket/" + conversation.user();
    }

    public SocketClient client() {
        return client;
    }

    /** A message of this type; {@code fields} are names and values. */
    public ShownReplies say(String type, Object... fields) {
        ObjectNode message = Conversation.JSON.createObjectNode().put("type", type);
        for (int i = 0; i < fields.length; i += 2) {
            message.putPOJO((String) fields[i], fields[i + 1]);
        }
        client.send(message);
        return this;
    }

    /** Asks in a session of its own, and waits until the reply is shown. */
    public String ask(String message) {
        say("ask", "id", "ask " + message, "message", message);
        return hear("showing").path("reply_id").asText();
    }

    /** Reads on up to a message of this type. */
    public JsonNode hear(String type) {
        for (; ; ) {
            JsonNode message = listen();
            if (message.path("type").asText().equals(type)) {
                return message;
            }
        }
    }

    /** Reads on until this much of a reply has come. */
    public void hearText(String reply, String text) {
        while (!text(reply).equals(text)) {
            listen();
        }
    }

    /** Reads on until this word of a reply has come. */
    public void hearWord(String reply, String word) {
        while (!text(reply).contains(word)) {
            listen();
        }
    }

    /** Reads what has come before the connection ended. */
    public void hearOut() {
        try {
            while (true) {
                listen();
            }
        } catch (AssertionError ended) {
            // That is all.
        }
    }

    /** Reads on to the end of a reply. */
    public JsonNode hearEnd(String reply) {
        while (!ends.containsKey(reply)) {
            listen();
        }
        return ends.get(reply);
    }

    private JsonNode listen() {
        JsonNode message = client.next();
        if (message.has("seq")) {
            String reply = message.path("reply_id").asText();
            long seq = message.path("seq").asLong();
            Long before = seen.put(reply, seq);
            if (before != null && before + 1 != seq) {
                throw new AssertionError("after " + before + " came " + message);
            }
            texts.computeIfAbsent(reply, unused -> new StringBuilder())
                    .append(message.path("content").asText());
            if (LAST.contains(message.path("type").asText())) {
                ends.put(reply, message);
            }
        }
        return message;
    }

    public String text(String reply) {
        return texts.getOrDefault(reply, new StringBuilder()).toString();
    }

    /** The number of the last event of a reply. */
    public long seen(String reply) {
        return seen.get(reply);
    }

    @Override
    public void close() {
        client.close();
    }
}
