package dev.runnel.front.agui;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runnel.Failure;
import dev.runnel.FinishReason;
import dev.runnel.JsonText;
import dev.runnel.LineEnds;
import dev.runnel.ReplyEvent;
import dev.runnel.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes AG-UI's events as frames, and the body of a refusal. All names come from {@code @ag-ui/core}. */
final class AgUiEvents {

    /** The length of a content's frame without its id and text, rounded up. */
    private static final int CONTENT_FRAME = 96;

    private AgUiEvents() {}

    static String runStarted(SessionId session, String run) {
        return event("RUN_STARTED", json -> writeRun(json, session, run));
    }

    /** @param kind of message: what the types of its events begin with */
    static String messageStart(String kind, String message, String role) {
        return event(kind + "_START", json -> {
            json.writeStringField("messageId", message);
            json.writeStringField("role", role);
        });
    }

    /** Without Jackson's generator: it runs once for each token. */
    static String content(String kind, String message, String text) {
        StringBuilder json = new StringBuilder(CONTENT_FRAME + message.length() + text.length());
        json.append("data: {\"type\":\"").append(kind).append("_CONTENT\",\"messageId\":\"");
        json.append(message).append("\",\"delta\":\"");
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return LineEnds.escape(json.append("\"}\n\n").toString());
    }

    /** The start or the end of a message or a reasoning: an event that has only its id. */
    static String boundary(String type, String message) {
        return event(type, json -> json.writeStringField("messageId", message));
    }

    /** Sets one field of the state by a JSON patch (RFC 6902), because all other fields belong to the client. */
    static String context(ReplyEvent.ContextChanged changed) {
        return event("STATE_DELTA", json -> {
            json.writeArrayFieldStart("delta");
            json.writeStartObject();
            json.writeStringField("op", "add");
            json.writeStringField("path", "/context");
            json.writeObjectFieldStart("value");
            json.writeStringField("intent", changed.intent());
            json.writeObjectFieldStart("entities");
            for (Map.Entry<String, String> entity : changed.entities().entrySet()) {
                json.writeStringField(entity.getKey(), entity.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    static String status(ReplyEvent.Stage stage) {
        return event("CUSTOM", json -> {
            json.writeStringField("name", "status");
            json.writeStringField("value", stage.wireName());
        });
    }

    static String steering(ReplyEvent.Steered steered) {
        return event("CUSTOM", json -> {
            json.writeStringField("name", "steering");
            json.writeStringField("value", steered.message());
        });
    }

    static String suggestions(List<String> suggestions) {
        return event("CUSTOM", json -> {
            json.writeStringField("name", "suggestions");
            json.writeArrayFieldStart("value");
            for (String suggestion : suggestions) {
                json.writeString(suggestion);
            }
            json.writeEndArray();
        });
    }

    static String runFinished(SessionId session, String run, ReplyEvent.Complete complete) {
        return event("RUN_FINISHED", json -> {
            writeRun(json, session, run);
            if (complete.finishReason() == FinishReason.STOPPED) {
                json.writeObjectFieldStart("outcome");
                json.writeStringField("type", "cancelled");
            } else {
                json.writeObjectFieldStart("result");
                json.writeStringField("finishReason", complete.finishReason().wireName());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("usage");
            json.writeStartObject();
            json.writeStringField("provider", complete.provider());
            json.writeStringField("model", complete.model());
            json.writeNumberField("inputTokens", complete.usage().inputTokens());
            json.writeNumberField("outputTokens", complete.usage().outputTokens());
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    /**
     * Fields that the protocol does not define go into its metadata: {@code HttpAgent} drops all others with a warning.
     */
    static String error(Failure failure) {
        return event("RUN_ERROR", json -> {
            writeReason(json, failure);
            json.writeObjectFieldStart("metadata");
            writeRetry(json, failure);
            json.writeEndObject();
        });
    }

    /** The body of a refused request, which {@code HttpAgent} reports as the {@code payload} of its error. */
    static String refusal(Failure failure) {
        return JsonText.object(json -> {
            writeReason(json, failure);
            writeRetry(json, failure);
        });
    }

    private static void writeRun(JsonGenerator json, SessionId session, String run) throws IOException {
        json.writeStringField("threadId", session.value());
        json.writeStringField("runId", run);
    }

    private static void writeReason(JsonGenerator json, Failure failure) throws IOException {
        json.writeStringField("message", failure.message());
        json.writeStringField("code", failure.code().wireName());
    }

    private static void writeRetry(JsonGenerator json, Failure failure) throws IOException {
        json.writeBooleanField("retryable", failure.code().retryable());
        if (failure.retryAfterSeconds().isPresent()) {
            json.writeNumberField("retryAfter", failure.retryAfterSeconds().get());
        }
    }

    private static String event(String type, JsonText.Fields fields) {
        return "data: "
                + JsonText.object(json -> {
                    json.writeStringField("type", type);
                    fields.write(json);
                })
                + "\n\n";
    }
}
