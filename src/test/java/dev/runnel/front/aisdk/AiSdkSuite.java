package dev.runnel.front.aisdk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.HalfwaySuite;
import dev.runnel.testing.SseClient;

/** Requests as {@code useChat} sends them. */
abstract class AiSdkSuite extends HalfwaySuite {

    String path() {
        return "/api/ai-sdk/" + conversation.user();
    }

    String streamPath() {
        return path() + "/" + conversation.session() + "/stream";
    }

    SseClient ask(String message, String text) {
        return post("submit-message", message, text);
    }

    SseClient post(String trigger, String message, String... texts) {
        return SseClient.post(url.getPort(), path(), body(trigger, message, texts));
    }

    SseClient resume(String query) {
        return SseClient.get(url.getPort(), streamPath() + query);
    }

    SseClient stop() {
        return SseClient.request(url.getPort(), "DELETE", streamPath(), "");
    }

    String body(String trigger, String message, String... texts) {
        ObjectNode body = Conversation.JSON.createObjectNode();
        body.put("id", conversation.session()).put("trigger", trigger);
        if (trigger.startsWith("regenerate")) {
            body.put("messageId", message);
        }
        ObjectNode sent = body.putArray("messages").addObject();
        sent.put("id", message).put("role", "user");
        ArrayNode parts = sent.putArray("parts");
        for (String text : texts) {
            parts.addObject().put("type", "text").put("text", text);
        }
        return body.toString();
    }
}
