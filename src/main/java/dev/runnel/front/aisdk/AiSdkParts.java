package dev.runnel.front.aisdk;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runnel.Failure;
import dev.runnel.FinishReason;
import dev.runnel.JsonText;
import dev.runnel.LineEnds;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the parts of a UI message stream as frames, and the body of a refusal. All names come from the AI SDK's {@code
 * uiMessageChunkSchema}.
 */
final class AiSdkParts {

    /** The end of a stream. */
    static final String DONE = "data: [DONE]\n\n";

    /** The length of a delta's frame without its id and text, rounded up. */
    private static final int DELTA_FRAME = 64;

    private AiSdkParts() {}

    static String start(ReplyId reply, Optional<SessionId> session) {
        return part("start", json -> {
            json.writeStringField("messageId", reply.value());
            if (session.isPresent()) {
                json.writeObjectFieldStart("messageMetadata");
                json.writeStringField("sessionId", session.get().value());
                json.writeEndObject();
            }
        });
    }

    /** A part that has only a type. */
    static String plain(String type) {
        return part(type, json -> {});
    }

    /** The start or the end of a text block or a reasoning block. */
    static String boundary(String type, String id) {
        return part(type, json -> json.writeStringField("id", id));
    }

    /** Without Jackson's generator: it runs once for each token. */
    static String delta(String kind, String id, String text) {
        StringBuilder json = new StringBuilder(DELTA_FRAME + id.length() + text.length());
        json.append("data: {\"type\":\"").append(kind).append("-delta\",\"id\":\"");
        json.append(id).append("\",\"delta\":\"");
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return LineEnds.escape(json.append("\"}\n\n").toString());
    }

    /** Transient: the client gets it, but does not keep it in the message. */
    static String status(ReplyEvent.Stage stage) {
        return part("data-status", json -> {
            json.writeObjectFieldStart("data");
            json.writeStringField("status", stage.wireName());
            json.writeEndObject();
            json.writeBooleanField("transient", true);
        });
    }

    /** How many messages wait; transient as well. */
    static String queue(ReplyEvent.QueueChanged changed) {
        return part("data-status", json -> {
            json.writeObjectFieldStart("data");
            json.writeStringField("status", ReplyEvent.Stage.QUEUED.wireName());
            json.writeNumberField("queued", changed.waiting());
            json.writeEndObject();
            json.writeBooleanField("transient", true);
        });
    }

    /** What the user said in between: the client keeps it at its place in the message. */
    static String steering(ReplyEvent.Steered steered) {
        return part("data-steering", json -> {
            json.writeStringField("id", steered.steer().value());
            json.writeObjectFieldStart("data");
            json.writeStringField("message", steered.message());
            json.writeEndObject();
        });
    }

    /** Its id never changes, so a later one replaces it in the client's message. */
    static String context(ReplyEvent.ContextChanged changed) {
        return part("data-context", json -> {
            json.writeStringField("id", "context");
            json.writeObjectFieldStart("data");
            json.writeStringField("intent", changed.intent());
            json.writeObjectFieldStart("entities");
            for (Map.Entry<String, String> entity : changed.entities().entrySet()) {
                json.writeStringField(entity.getKey(), entity.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static String suggestions(List<String> suggestions) {
        return part("data-suggestions", json -> {
            json.writeStringField("id", "suggestions");
            json.writeArrayFieldStart("data");
            for (String suggestion : suggestions) {
                json.writeString(suggestion);
            }
            json.writeEndArray();
        });
    }

    static String finish(ReplyEvent.Complete complete) {
        return part("finish", json -> {
            json.writeStringField(
                    "finishReason",
                    switch (complete.finishReason()) {
                        case STOP -> "stop";
                        case TOOL_CALLS -> "tool-calls";
                        case LENGTH, LIMIT, STOPPED -> "length";
                    });
            writeOutcome(json, complete);
        });
    }

    /** The metadata that {@link #finish} has, for a reply that was stopped. */
    static String outcome(ReplyEvent.Complete complete) {
        return part("message-metadata", json -> writeOutcome(json, complete));
    }

    static String abort(FinishReason reason) {
        return part("abort", json -> json.writeStringField("reason", reason.wireName()));
    }

    /** The code of a failure, for programs. The {@code error} part that follows it has only a sentence for people. */
    static String reason(Failure failure) {
        return part("message-metadata", json -> {
            json.writeObjectFieldStart("messageMetadata");
            json.writeObjectFieldStart("error");
            writeReason(json, failure);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static String error(Failure failure) {
        return part("error", json -> json.writeStringField("errorText", failure.message()));
    }

    /** The body of a refusal, which {@code useChat} reports as the error's message. */
    static String refusal(Failure failure) {
        return JsonText.object(json -> {
            json.writeStringField("error", failure.message());
            writeReason(json, failure);
        });
    }

    private static void writeOutcome(JsonGenerator json, ReplyEvent.Complete complete) throws IOException {
        json.writeObjectFieldStart("messageMetadata");
        json.writeStringField("provider", complete.provider());
        json.writeStringField("model", complete.model());
        json.writeStringField("finishReason", complete.finishReason().wireName());
        json.writeObjectFieldStart("usage");
        json.writeNumberField("inputTokens", complete.usage().inputTokens());
        json.writeNumberField("outputTokens", complete.usage().outputTokens());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeReason(JsonGenerator json, Failure failure) throws IOException {
        json.writeStringField("code", failure.code().wireName());
        json.writeBooleanField("retryable", failure.code().retryable());
        if (failure.retryAfterSeconds().isPresent()) {
            json.writeNumberField("retryAfter", failure.retryAfterSeconds().get());
        }
    }

    private static String part(String type, JsonText.Fields fields) {
        return "data: "
                + JsonText.object(json -> {
                    json.writeStringField("type", type);
                    fields.write(json);
                })
                + "\n\n";
    }
}
