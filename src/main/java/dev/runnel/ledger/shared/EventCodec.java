package dev.runnel.ledger.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events as the stream keeps them: the JSON that viewers get, several in one array. */
final class EventCodec {

    /** Trees only: nothing is bound by reflection. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventCodec() {}

    static String encode(List<SequencedEvent> events) {
        return events.stream().map(EventJson::write).collect(Collectors.joining(",", "[", "]"));
    }

    static List<SequencedEvent> decode(String json) {
        try {
            List<SequencedEvent> events = new ArrayList<>();
            for (JsonNode event : JSON.readTree(json)) {
                events.add(new SequencedEvent(event.path("seq").asLong(), decode(event)));
            }
            return events;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a log entry is no JSON", e);
        }
    }

    private static ReplyEvent decode(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "chunk" -> new ReplyEvent.Chunk(event.path("content").asText());
            case "status" ->
                new ReplyEvent.Progress(stage(event.path("status").asText()), reply(event), session(event));
            case "context" -> context(event.path("context"));
            case "complete" -> complete(event);
            case "error" -> new ReplyEvent.Failed(failure(event), reply(event), session(event));
            default -> throw new IllegalStateException("unknown event in the log: " + event.path("type"));
        };
    }

    private static ReplyEvent.Complete complete(JsonNode event) {
        List<String> suggestions = new ArrayList<>();
        event.path("suggestions").forEach(suggestion -> suggestions.add(suggestion.asText()));
        JsonNode usage = event.path("usage");
        return new ReplyEvent.Complete(
                suggestions,
                session(event),
                reply(event),
                event.path("provider").asText(),
                event.path("model").asText(),
                FinishReason.valueOf(upper(event.path("finish_reason"))),
                new Usage(
                        usage.path("input_tokens").asLong(),
                        usage.path("output_tokens").asLong()));
    }

    private static ReplyEvent.ContextChanged context(JsonNode context) {
        Map<String, String> entities = new LinkedHashMap<>();
        context.path("entities")
                .properties()
                .forEach(entity ->
                        entities.put(entity.getKey(), entity.getValue().asText()));
        return new ReplyEvent.ContextChanged(context.path("intent").asText(), entities);
    }

    private static Failure failure(JsonNode event) {
        Optional<Duration> retryAfter = event.has("retry_after")
                ? Optional.of(Duration.ofSeconds(event.path("retry_after").asLong()))
                : Optional.empty();
        return new Failure(
                FailureCode.valueOf(upper(event.path("code"))),
                event.path("message").asText(),
                retryAfter);
    }

    private static ReplyEvent.Stage stage(String wireName) {
        return ReplyEvent.Stage.valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    private static String upper(JsonNode name) {
        return name.asText().toUpperCase(Locale.ROOT);
    }

    private static ReplyId reply(JsonNode event) {
        return new ReplyId(event.path("reply_id").asText());
    }

    private static SessionId session(JsonNode event) {
        return new SessionId(event.path("session_id").asText());
    }
}
