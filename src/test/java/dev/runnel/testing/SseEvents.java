package dev.runnel.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The service's events as a simple client reads them: lines that begin with exactly {@code "data: "}, cut off after six
 * characters, the rest JSON with a {@code type}.
 */
public final class SseEvents {
    private static final String PREFIX = "data: ";
    private static final String ID = "id: ";
    private static final Set<String> TERMINAL = Set.of("complete", "error");

    private final List<JsonNode> events = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    private SseEvents(String body) {
        for (String line : body.split("\n")) {
            if (line.startsWith(PREFIX)) {
                events.add(json(line.substring(PREFIX.length())));
            } else if (line.startsWith(ID)) {
                ids.add(line.substring(ID.length()));
            }
        }
    }

    /** Reads to the end; also the events that were taken before. */
    public static SseEvents of(SseClient client) {
        return parse(client.rawBody());
    }

    public static SseEvents of(List<String> blocks) {
        return parse(String.join("", blocks));
    }

    public static SseEvents parse(String body) {
        return new SseEvents(body);
    }

    public List<JsonNode> all() {
        return List.copyOf(events);
    }

    public List<String> types() {
        return events.stream().map(SseEvents::type).toList();
    }

    public List<JsonNode> ofType(String type) {
        return events.stream().filter(event -> type(event).equals(type)).toList();
    }

    /** The values of the {@code id:} lines. */
    public List<String> ids() {
        return List.copyOf(ids);
    }

    /** What the viewer has read: the contents of all {@code chunk} events. */
    public String text() {
        return ofType("chunk").stream()
                .map(event -> event.path("content").asText())
                .collect(Collectors.joining());
    }

    /** The one {@code complete} or {@code error} event. An {@link AssertionError} unless there is exactly one, and it is last. */
    public JsonNode terminal() {
        List<String> types = types();
        long count = types.stream().filter(TERMINAL::contains).count();
        if (count != 1 || !TERMINAL.contains(types.getLast())) {
            throw new AssertionError("not exactly one terminal event, at the end: " + types);
        }
        return events.getLast();
    }

    private static String type(JsonNode event) {
        return event.path("type").asText();
    }

    private static JsonNode json(String data) {
        try {
            return Json.parse(data);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + data, e);
        }
    }
}
