package dev.runnel.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.List;

/** Calls that read a message, told apart from those that answer it. */
abstract class InsightTestBase extends ProviderSuite {

    static final String ROME =
            understood("booking", "{\"name\":\"place\",\"value\":\"Rome\"},{\"name\":\"date\",\"value\":\"Friday\"}");

    static String understood(String intent, String entities) {
        return "{\"intent\":\"%s\",\"entities\":[%s],\"suggestions\":[\"Cheaper ones?\",\"What about Sunday?\"]}"
                .formatted(intent, entities);
    }

    JsonNode contextOf(String message, String answer) {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("Hello, ").holdAt(gate).then("world."));
        provider().enqueueNonStreaming(Script.reply(answer));
        try (SseClient client = conversation.stream(message)) {
            JsonNode context = awaitContext(client);
            gate.open();
            assertThat(SseEvents.of(client).terminal().path("type").asText()).isEqualTo("complete");
            return context;
        }
    }

    static JsonNode awaitContext(SseClient client) {
        while (true) {
            String event = client.nextEvent();
            if (event.contains("\"type\":\"context\"")) {
                return Conversation.json(event.substring("data: ".length())).path("context");
            }
            assertThat(event).doesNotContain("\"type\":\"complete\"");
        }
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    List<RecordedRequest> replies() {
        return provider().requests().stream().filter(RecordedRequest::streaming).toList();
    }

    List<RecordedRequest> extractions() {
        return provider().requests().stream()
                .filter(InsightTestBase::isExtraction)
                .toList();
    }

    static boolean isExtraction(RecordedRequest request) {
        return request.messages().getFirst().text().contains("intent:");
    }

    static boolean isSummary(RecordedRequest request) {
        return request.messages().getFirst().text().contains("keep the notes");
    }
}
