package dev.runnel.front.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.List;
import java.util.Map;

/** One conversation whose turns form a tree. */
abstract class BranchSuite extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    final String say(String message, String answer) {
        provider().enqueue(Script.reply(answer));
        return replyOf(conversation.streamed(message));
    }

    final SseEvents post(Map<String, String> fields) {
        try (SseClient client = SseClient.post(conversation.port(), conversation.streamPath(), body(fields))) {
            return SseEvents.of(client);
        }
    }

    final String body(Map<String, String> fields) {
        ObjectNode body = Conversation.JSON.createObjectNode().put("session_id", conversation.session());
        fields.forEach(body::put);
        return body.toString();
    }

    final int choose(String body) {
        try (SseClient client =
                SseClient.request(conversation.port(), "PATCH", path(), body, "Content-Type: application/json")) {
            return client.status();
        }
    }

    final List<String> prompt() {
        return provider().requests().getLast().messages().stream()
                .map(PromptMessage::text)
                .toList();
    }

    final String path() {
        return conversation.wholePath() + "/" + conversation.session();
    }

    final JsonNode transcript(String query) {
        try (SseClient client = SseClient.get(conversation.port(), path() + query)) {
            return Conversation.json(client.rawBody());
        }
    }

    final List<String> contents(String query) {
        return transcript(query)
                .path("messages")
                .valueStream()
                .map(message -> message.path("content").asText())
                .toList();
    }

    static JsonNode first(String event) {
        return SseEvents.of(List.of(event)).all().getFirst();
    }

    static String replyOf(SseEvents events) {
        return events.all().getFirst().path("reply_id").asText();
    }

    static String codeOf(SseEvents events) {
        return events.terminal().path("code").asText();
    }
}
