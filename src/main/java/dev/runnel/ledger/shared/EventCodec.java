package dev.runnel.ledger.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import dev.runnel.ledger.UnreadableReplyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encodes events for Redis: the JSON that viewers get, several events in one array. */
final class EventCodec {

    /** Only for JSON trees: binding to classes needs reflection, which a native image does not have by itself. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventCodec() {}

    static String encode(List<SequencedEvent> events) {
        return EventJson.writeAll(events);
    }

    /**
     * Decodes events. Types and values that only a newer version knows are replaced by the closest ones of this
     * version.
     *
     * @throws UnreadableReplyException if no version of this service writes such JSON
     */
    static List<SequencedEvent> decode(String json) {
        List<SequencedEvent> events = new ArrayList<>();
        try {
            for (JsonNode event : JSON.readTree(json)) {
                if (!event.path("type").isTextual() || !event.path("seq").isIntegralNumber()) {
                    throw new UnreadableReplyException("not an event");
                }
                events.add(new SequencedEvent(event.path("seq").asLong(), decode(event)));
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableReplyException("not JSON");
        } catch (FailureException e) {
            throw new UnreadableReplyException(e.failure().code().wireName());
        }
        if (events.isEmpty()) {
            throw new UnreadableReplyException("no events");
        }
        return events;
    }

    /**
     * An event of an unknown type becomes a {@code waiting} status, which viewers may get at any time. So it keeps its
     * {@code seq}, and the numbers have no gap.
     */
    private static ReplyEvent decode(JsonNode event) {
        return switch (event.path("type").asText()) {
            case "chunk" -> new ReplyEvent.Chunk(event.path("content").asText());
            case "reasoning" -> new ReplyEvent.Reasoning(event.path("content").asText());
            case "status" -> status(event);
            case "context" -> context(event.path("context"));
            case "tool_calls" -> toolCalls(event.path("tool_calls"));
            case "complete" -> complete(event);
            case "error" -> new ReplyEvent.Failed(failure(event), reply(event), session(event));
            default -> new ReplyEvent.Progress(ReplyEvent.Stage.WAITING, reply(event), session(event));
        };
    }

    private static ReplyEvent status(JsonNode event) {
        String status = event.path("status").asText();
        if (event.has("queued")) {
            return new ReplyEvent.QueueChanged(event.path("queued").asInt(), reply(event), session(event));
        }
        if (status.equals("steering") && event.has("steer_id")) {
            return new ReplyEvent.Steered(
                    event.path("message").asText(),
                    new ReplyId(event.path("steer_id").asText()),
                    reply(event),
                    session(event));
        }
        return new ReplyEvent.Progress(stage(status), reply(event), session(event));
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
                finishReason(event.path("finish_reason").asText()),
                new Usage(
                        usage.path("input_tokens").asLong(),
                        usage.path("output_tokens").asLong()),
                event.path("ended_at").asLong());
    }

    private static ReplyEvent.ToolCalls toolCalls(JsonNode calls) {
        List<ToolCall> all = new ArrayList<>();
        calls.forEach(call -> all.add(new ToolCall(
                call.path("id").asText(),
                call.path("name").asText(),
                call.path("arguments").asText())));
        return new ReplyEvent.ToolCalls(all);
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
                code(event.path("code").asText()), event.path("message").asText(), retryAfter);
    }

    /** An unknown stage becomes {@code waiting}: it shows only that the reply is still running. */
    private static ReplyEvent.Stage stage(String wireName) {
        return Arrays.stream(ReplyEvent.Stage.values())
                .filter(stage -> stage.wireName().equals(wireName))
                .findFirst()
                .orElse(ReplyEvent.Stage.WAITING);
    }

    /** An unknown reason becomes {@code limit}: a reply that may be incomplete must not look complete. */
    private static FinishReason finishReason(String wireName) {
        return Arrays.stream(FinishReason.values())
                .filter(reason -> reason.wireName().equals(wireName))
                .findFirst()
                .orElse(FinishReason.LIMIT);
    }

    private static FailureCode code(String wireName) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.wireName().equals(wireName))
                .findFirst()
                .orElse(FailureCode.INTERNAL_ERROR);
    }

    private static ReplyId reply(JsonNode event) {
        return event.has("reply_id") ? new ReplyId(event.path("reply_id").asText()) : null;
    }

    private static SessionId session(JsonNode event) {
        return event.has("session_id") ? new SessionId(event.path("session_id").asText()) : null;
    }
}
