package dev.runnel.storm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Asks some pod that is not disturbed what it remembers of a reply. */
final class Auditor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StormPods pods;

    Auditor(StormPods pods) {
        this.pods = pods;
    }

    /**
     * Nothing when the pod cannot be asked.
     *
     * @param ofAll whether to ask for the turns of all branches
     */
    Remembered ask(Question question, String reply, boolean ofAll, RandomGenerator random) {
        int port = pods.calm(random).port();
        try {
            List<JsonNode> messages = transcript(port, question, ofAll);
            Optional<JsonNode> line = messages.stream()
                    .filter(message -> message.path("role").asText().equals("assistant")
                            && message.path("reply_id").asText().equals(reply))
                    .findFirst();
            return new Remembered(
                    line.map(message -> message.path("content").asText()),
                    line.map(message -> message.path("status").asText()).orElse(""),
                    (int) messages.stream()
                            .filter(message -> message.path("content").asText().equals(question.message()))
                            .count(),
                    line.map(message -> message.path("steering").size()).orElse(0),
                    messages.stream().map(JsonNode::toString).toList(),
                    events(port, question.user(), reply));
        } catch (UncheckedIOException | AssertionError e) {
            return Remembered.NOTHING;
        }
    }

    private static List<JsonNode> transcript(int port, Question question, boolean ofAll) {
        String path = "/api/conversation/" + question.user() + "/" + question.session() + "?all=" + ofAll;
        try (SseClient answer = SseClient.get(port, path)) {
            return answer.status() != 200
                    ? List.of()
                    : JSON.readTree(answer.rawBody())
                            .path("messages")
                            .valueStream()
                            .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError("no transcript", e);
        }
    }

    private static List<StormEvent> events(int port, String user, String reply) {
        try (SseClient stream =
                SseClient.get(port, "/api/conversation-stream/" + user + "/" + reply, "Last-Event-ID: -1")) {
            return stream.status() != 200
                    ? List.of()
                    : SseEvents.of(stream).all().stream().map(StormEvent::of).toList();
        }
    }
}
