package dev.runnel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes events as JSON, as viewers receive them and as the log keeps them ({@code type} is the first field, {@code
 * seq} the last). Written by hand with Jackson's streaming API: it runs once for each token, and needs no reflection in
 * a native image.
 */
public final class EventJson {

    private static final String CHUNK = "chunk";
    private static final String REASONING = "reasoning";

    /** Characters of a chunk, or of reasoning, beside its content. */
    private static final int CHUNK_FRAME = 48;

    private EventJson() {}

    /** One JSON object without line breaks. */
    public static String write(SequencedEvent sequenced) {
        return write(sequenced.event(), sequenced.seq());
    }

    /** A JSON array of events as the log keeps them, without line breaks. */
    public static String writeAll(List<SequencedEvent> events) {
        StringBuilder json = new StringBuilder(2 + 2 * CHUNK_FRAME * events.size());
        json.append('[');
        for (SequencedEvent sequenced : events) {
            if (json.length() > 1) {
                json.append(',');
            }
            switch (sequenced.event()) {
                case ReplyEvent.Chunk(String content) -> appendPiece(json, CHUNK, content, sequenced.seq());
                case ReplyEvent.Reasoning(String content) -> appendPiece(json, REASONING, content, sequenced.seq());
                case ReplyEvent.Complete complete -> json.append(writeLogged(complete, sequenced.seq()));
                default -> json.append(write(sequenced));
            }
        }
        return LineEnds.escape(json.append(']').toString());
    }

    /** The single event of a refused request, which belongs to no reply. */
    public static String writeRefusal(Failure failure) {
        return write(new ReplyEvent.Failed(failure, null, null), -1);
    }

    /** A refusal as {@code application/problem+json} (RFC 9457). */
    public static String writeProblem(Failure failure, int status) {
        return JsonText.object(json -> {
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", failure.code().sentence());
            json.writeNumberField("status", status);
            json.writeStringField("detail", failure.message());
            writeFailure(json, failure);
        });
    }

    private static String write(ReplyEvent event, long seq) {
        return switch (event) {
            case ReplyEvent.Chunk chunk -> writePiece(CHUNK, chunk.content(), seq);
            case ReplyEvent.Reasoning thought -> writePiece(REASONING, thought.content(), seq);
            case ReplyEvent.Progress progress -> writeObject(seq, json -> writeProgress(json, progress));
            case ReplyEvent.QueueChanged changed -> writeObject(seq, json -> writeQueue(json, changed));
            case ReplyEvent.Steered steered -> writeObject(seq, json -> writeSteered(json, steered));
            case ReplyEvent.ContextChanged changed -> writeObject(seq, json -> writeContext(json, changed));
            case ReplyEvent.ToolCalls called -> writeObject(seq, json -> writeToolCalls(json, called.calls()));
            case ReplyEvent.Complete complete -> writeObject(seq, json -> writeComplete(json, complete));
            case ReplyEvent.Failed failed -> writeObject(seq, json -> writeFailed(json, failed));
        };
    }

    /** With what only a log keeps. */
    private static String writeLogged(ReplyEvent.Complete complete, long seq) {
        return writeObject(seq, json -> {
            writeComplete(json, complete);
            json.writeNumberField("ended_at", complete.endedAt());
        });
    }

    private static String writeObject(long seq, JsonText.Fields fields) {
        return JsonText.object(json -> {
            fields.write(json);
            if (seq >= 0) {
                json.writeNumberField("seq", seq);
            }
        });
    }

    private static String writePiece(String type, String content, long seq) {
        StringBuilder json = new StringBuilder(CHUNK_FRAME + content.length());
        appendPiece(json, type, content, seq);
        return LineEnds.escape(json.toString());
    }

    /** Without Jackson's generator: creating one costs more than writing a token's few characters. */
    private static void appendPiece(StringBuilder json, String type, String content, long seq) {
        json.append("{\"type\":\"").append(type).append("\",\"content\":\"");
        JsonStringEncoder.getInstance().quoteAsString(content, json);
        json.append("\",\"seq\":").append(seq).append('}');
    }

    private static void writeProgress(JsonGenerator json, ReplyEvent.Progress progress) throws IOException {
        json.writeStringField("type", "status");
        json.writeStringField("status", progress.stage().wireName());
        writeIds(json, progress.reply(), progress.session());
    }

    private static void writeQueue(JsonGenerator json, ReplyEvent.QueueChanged changed) throws IOException {
        json.writeStringField("type", "status");
        json.writeStringField("status", ReplyEvent.Stage.QUEUED.wireName());
        writeIds(json, changed.reply(), changed.session());
        json.writeNumberField("queued", changed.waiting());
    }

    private static void writeSteered(JsonGenerator json, ReplyEvent.Steered steered) throws IOException {
        json.writeStringField("type", "status");
        json.writeStringField("status", "steering");
        writeIds(json, steered.reply(), steered.session());
        json.writeStringField("message", steered.message());
        json.writeStringField("steer_id", steered.steer().value());
    }

    private static void writeFailed(JsonGenerator json, ReplyEvent.Failed failed) throws IOException {
        json.writeStringField("type", "error");
        writeFailure(json, failed.failure());
        writeIds(json, failed.reply(), failed.session());
    }

    private static void writeComplete(JsonGenerator json, ReplyEvent.Complete complete) throws IOException {
        json.writeStringField("type", "complete");
        json.writeArrayFieldStart("suggestions");
        for (String suggestion : complete.suggestions()) {
            json.writeString(suggestion);
        }
        json.writeEndArray();
        json.writeStringField("session_id", complete.session().value());
        json.writeStringField("reply_id", complete.reply().value());
        json.writeStringField("provider", complete.provider());
        json.writeStringField("model", complete.model());
        json.writeStringField("finish_reason", complete.finishReason().wireName());
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", complete.usage().inputTokens());
        json.writeNumberField("output_tokens", complete.usage().outputTokens());
        json.writeEndObject();
    }

    private static void writeToolCalls(JsonGenerator json, List<ToolCall> calls) throws IOException {
        json.writeStringField("type", "tool_calls");
        json.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeContext(JsonGenerator json, ReplyEvent.ContextChanged changed) throws IOException {
        json.writeStringField("type", "context");
        json.writeObjectFieldStart("context");
        json.writeStringField("intent", changed.intent());
        json.writeObjectFieldStart("entities");
        for (Map.Entry<String, String> entity : changed.entities().entrySet()) {
            json.writeStringField(entity.getKey(), entity.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFailure(JsonGenerator json, Failure failure) throws IOException {
        json.writeStringField("code", failure.code().wireName());
        json.writeStringField("message", failure.message());
        json.writeBooleanField("retryable", failure.code().retryable());
        if (failure.retryAfterSeconds().isPresent()) {
            json.writeNumberField("retry_after", failure.retryAfterSeconds().get());
        }
    }

    private static void writeIds(JsonGenerator json, ReplyId reply, SessionId session) throws IOException {
        if (reply != null) {
            json.writeStringField("reply_id", reply.value());
        }
        if (session != null) {
            json.writeStringField("session_id", session.value());
        }
    }
}
