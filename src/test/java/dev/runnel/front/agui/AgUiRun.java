package dev.runnel.front.agui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.List;
import java.util.stream.Collectors;

/** The events of a run as a test reads them, with the ids of those that have one. */
record AgUiRun(List<JsonNode> events, List<String> ids) {

    /** Reads to the end. */
    static AgUiRun of(SseClient client) {
        return parse(client.rawBody());
    }

    static AgUiRun parse(String body) {
        SseEvents events = SseEvents.parse(body);
        return new AgUiRun(events.all(), events.ids());
    }

    List<String> types() {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    /** The first event of this type. */
    JsonNode event(String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + events));
    }

    JsonNode last() {
        return events.getLast();
    }

    String text() {
        return deltas("TEXT_MESSAGE_CONTENT");
    }

    String deltas(String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("delta").asText())
                .collect(Collectors.joining());
    }

    static JsonNode refusal(SseClient client) {
        return Conversation.json(client.rawBody());
    }
}
