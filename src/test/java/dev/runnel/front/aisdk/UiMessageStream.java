package dev.runnel.front.aisdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A UI message stream as a test reads it. */
record UiMessageStream(List<JsonNode> parts) {

    private static final String PREFIX = "data: {";

    /** Reads to the end; an {@link AssertionError} unless the last frame is {@code [DONE]}. */
    static UiMessageStream of(SseClient client) {
        String body = client.rawBody();
        if (!body.endsWith("\n\ndata: [DONE]\n\n")) {
            throw new AssertionError("the stream does not end: " + body);
        }
        return parse(body);
    }

    static UiMessageStream parse(String body) {
        return new UiMessageStream(Arrays.stream(body.split("\n\n"))
                .filter(frame -> frame.startsWith(PREFIX))
                .map(frame -> Conversation.json(frame.substring(PREFIX.length() - 1)))
                .toList());
    }

    static List<String> types(String body) {
        return parse(body).types();
    }

    List<String> types() {
        return parts.stream().map(part -> part.path("type").asText()).toList();
    }

    /** The first part of this type. */
    JsonNode part(String type) {
        return parts.stream()
                .filter(part -> part.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + parts));
    }

    JsonNode last() {
        return parts.getLast();
    }

    String text() {
        return deltas("text-delta");
    }

    String deltas(String type) {
        return parts.stream()
                .filter(part -> part.path("type").asText().equals(type))
                .map(part -> part.path("delta").asText())
                .collect(Collectors.joining());
    }
}
