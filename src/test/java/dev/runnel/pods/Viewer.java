package dev.runnel.pods;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.List;
import java.util.Optional;

/** Somebody who reads a reply, over as many connections as it takes, and keeps only what a front end keeps. */
final class Viewer {

    private final String user;
    private final StringBuilder text = new StringBuilder();
    private String reply;
    private long last = -1;
    private Optional<JsonNode> end = Optional.empty();

    Viewer(String user) {
        this.user = user;
    }

    /** Reads so many events, or to the end of the stream. */
    void read(SseClient stream, int events) {
        for (int i = 0; i < events && end.isEmpty(); i++) {
            see(stream.nextEvent());
        }
    }

    /** Reads to the end of the stream, however it ends. */
    void readOn(SseClient stream) {
        stream.events().forEach(this::see);
    }

    private void see(String block) {
        JsonNode event = SseEvents.of(List.of(block)).all().getFirst();
        last = event.path("seq").asLong();
        reply = event.has("reply_id") ? event.path("reply_id").asText() : reply;
        text.append(event.path("content").asText());
        if (List.of("complete", "error").contains(event.path("type").asText())) {
            end = Optional.of(event);
        }
    }

    /** Goes on at this pod from the last event seen. */
    SseClient comeBack(Pod pod) {
        return pod.resume(user, reply, last);
    }

    String user() {
        return user;
    }

    String reply() {
        return reply;
    }

    String text() {
        return text.toString();
    }

    boolean hasSeenTheEnd() {
        return end.isPresent();
    }

    /** How the reply ended, as its finish reason or its code. */
    String ending() {
        return end.map(event ->
                        event.path("finish_reason").asText(event.path("code").asText()))
                .orElse("none");
    }
}
