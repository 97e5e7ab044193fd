package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stream of chunks as a test reads it.
 *
 * @param chunks the objects in it, comments left out
 * @param isDone whether {@code [DONE]} is its last frame
 */
record ChatStream(List<JsonNode> chunks, boolean isDone) {

    private static final String PREFIX = "data: ";
    private static final String DONE = "data: [DONE]";

    /** Reads to the end. */
    static ChatStream of(SseClient client) {
        return parse(client.rawBody());
    }

    static ChatStream parse(String body) {
        List<String> frames = Arrays.stream(body.split("\n\n"))
                .filter(frame -> frame.startsWith(PREFIX))
                .toList();
        boolean done = !frames.isEmpty() && frames.getLast().equals(DONE);
        return new ChatStream(
                frames.subList(0, frames.size() - (done ? 1 : 0)).stream()
                        .map(frame -> Conversation.json(frame.substring(PREFIX.length())))
                        .toList(),
                done);
    }

    String text() {
        return joined("content");
    }

    String joined(String field) {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta").path(field).asText())
                .collect(Collectors.joining());
    }

    String id() {
        return chunks.getFirst().path("id").asText();
    }

    /** Each that is not null. */
    List<String> finishReasons() {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/finish_reason"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    /** Missing if there is none. */
    JsonNode error() {
        return chunks.getLast().path("error");
    }

    JsonNode last() {
        return chunks.getLast();
    }
}
