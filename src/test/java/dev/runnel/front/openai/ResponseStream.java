package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stream of events as a test reads it.
 *
 * @param events in their order, comments left out
 * @param isDone whether {@code [DONE]} is its last frame
 */
record ResponseStream(List<JsonNode> events, boolean isDone) {

    private static final String DONE = "data: [DONE]";

    /** Reads to the end. */
    static ResponseStream of(SseClient client) {
        return parse(client.rawBody());
    }

    static ResponseStream parse(String body) {
        List<String> frames = Arrays.stream(body.split("\n\n"))
                .filter(frame -> !frame.isEmpty() && !frame.startsWith(":"))
                .toList();
        boolean done = !frames.isEmpty() && frames.getLast().equals(DONE);
        return new ResponseStream(
                frames.subList(0, frames.size() - (done ? 1 : 0)).stream()
                        .map(ResponseStream::event)
                        .toList(),
                done);
    }

    private static JsonNode event(String frame) {
        String[] lines = frame.split("\n");
        JsonNode event = Conversation.json(lines[1].substring("data: ".length()));
        if (!lines[0].equals("event: " + event.path("type").asText())) {
            throw new AssertionError(frame);
        }
        return event;
    }

    List<String> types() {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    List<Long> numbers() {
        return events.stream()
                .map(event -> event.path("sequence_number").asLong())
                .toList();
    }

    String text() {
        return deltas("response.output_text.delta");
    }

    String deltas(String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("delta").asText())
                .collect(Collectors.joining());
    }

    /** The response in the first event that has one. */
    String id() {
        return events.getFirst().at("/response/id").asText();
    }

    JsonNode last() {
        return events.getLast();
    }
}
