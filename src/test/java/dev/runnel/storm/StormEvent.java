package dev.runnel.storm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.SseEvents;
import java.util.List;
import java.util.Optional;

/**
 * An event as a viewer has it.
 *
 * @param json all of it
 */
record StormEvent(long seq, String type, String content, String json) {

    private static final List<String> TERMINAL = List.of("complete", "error");

    /** Empty for what a connection has left unfinished. */
    static Optional<StormEvent> of(String block) {
        return block.endsWith("\n\n")
                ? SseEvents.parse(block).all().stream().map(StormEvent::of).findFirst()
                : Optional.empty();
    }

    static StormEvent of(JsonNode event) {
        return new StormEvent(
                event.path("seq").asLong(-1),
                event.path("type").asText(),
                event.path("content").asText(),
                event.toString());
    }

    boolean isTerminal() {
        return TERMINAL.contains(type);
    }

    /** Whether the reply goes on with something that the user has said. */
    boolean isSteering() {
        return type.equals("status") && json.contains("\"status\":\"steering\"");
    }

    /** Whether the reply says that the provider had finished. */
    boolean saysWhole() {
        return type.equals("complete") && json.contains("\"finish_reason\":\"stop\"");
    }

    /** The value of a field; empty when there is none. */
    Optional<String> field(String name) {
        String start = "\"" + name + "\":\"";
        int at = json.indexOf(start);
        return at < 0
                ? Optional.empty()
                : Optional.of(json.substring(at + start.length(), json.indexOf('"', at + start.length())));
    }
}
