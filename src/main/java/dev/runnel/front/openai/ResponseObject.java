package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.Failure;
import dev.runnel.JsonText;
import dev.runnel.ReplyEvent;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a response as the Open Responses specification (2026-04-24) defines it: {@code ResponseResource}, with items.
 */
record ResponseObject(ResponseId id, ResponseNote note) {

    String of(ResponseState state) {
        return JsonText.object(json -> write(json, state));
    }

    /** Writes the fields of the response. */
    void write(JsonGenerator json, ResponseState state) throws IOException {
        ResponseState.Status status = state.status();
        json.writeStringField("id", id.toString());
        json.writeStringField("object", "response");
        json.writeNumberField("created_at", id.created());
        if (state.completedAt().isPresent()) {
            json.writeNumberField("completed_at", state.completedAt().get());
        } else {
            json.writeNullField("completed_at");
        }
        json.writeStringField("status", isQueued(state) ? "queued" : status.wireName());
        json.writeBooleanField("background", note.background());
        json.writeBooleanField("store", note.store());
        json.writeStringField("model", model(state));
        writeError(json, state.failure());
        if (status == ResponseState.Status.INCOMPLETE) {
            json.writeObjectFieldStart("incomplete_details");
            json.writeStringField("reason", "max_output_tokens");
            json.writeEndObject();
        } else {
            json.writeNullField("incomplete_details");
        }
        json.writeArrayFieldStart("output");
        writeOutput(json, state);
        json.writeEndArray();
        writeUsage(json, state.answered().map(ReplyEvent.Complete::usage));
        for (Map.Entry<String, JsonNode> field : note.echo().properties()) {
            json.writeFieldName(field.getKey());
            json.writeRawValue(field.getValue().toString());
        }
    }

    /** A response in the background is asked for later: until its model has begun, it stands in a queue to its client. */
    boolean isQueued(ResponseState state) {
        return note.background() && state.status() == ResponseState.Status.IN_PROGRESS && !state.hasBegun();
    }

    private String model(ResponseState state) {
        return state.answered().map(end -> end.provider() + "/" + end.model()).orElse(note.model());
    }

    private static void writeError(JsonGenerator json, Optional<Failure> failure) throws IOException {
        if (failure.isEmpty()) {
            json.writeNullField("error");
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("code", failure.get().code().wireName());
        json.writeStringField("message", failure.get().message());
        json.writeEndObject();
    }

    private void writeOutput(JsonGenerator json, ResponseState state) throws IOException {
        if (!state.reasoning().isEmpty()) {
            json.writeStartObject();
            writeReasoning(json, state.reasoning());
            json.writeEndObject();
        }
        if (!state.text().isEmpty()) {
            json.writeStartObject();
            writeMessage(json, state.text(), state.textStatus());
            json.writeEndObject();
        }
        for (int i = 0; i < state.calls().size(); i++) {
            json.writeStartObject();
            writeCall(json, i, state.calls().get(i), ResponseState.Status.COMPLETED);
            json.writeEndObject();
        }
    }

    /** @param thoughts empty while the item has only been added */
    void writeReasoning(JsonGenerator json, String thoughts) throws IOException {
        json.writeStringField("type", "reasoning");
        json.writeStringField("id", reasoningId());
        json.writeArrayFieldStart("summary");
        if (!thoughts.isEmpty()) {
            json.writeStartObject();
            writeSummary(json, thoughts);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeSummary(JsonGenerator json, String thoughts) throws IOException {
        json.writeStringField("type", "summary_text");
        json.writeStringField("text", thoughts);
    }

    /** @param text empty while the item has only been added */
    void writeMessage(JsonGenerator json, String text, ResponseState.Status status) throws IOException {
        json.writeStringField("type", "message");
        json.writeStringField("id", messageId());
        json.writeStringField("status", status.wireName());
        json.writeStringField("role", "assistant");
        json.writeArrayFieldStart("content");
        if (!text.isEmpty()) {
            json.writeStartObject();
            writePart(json, text);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writePart(JsonGenerator json, String text) throws IOException {
        json.writeStringField("type", "output_text");
        json.writeStringField("text", text);
        json.writeArrayFieldStart("annotations");
        json.writeEndArray();
        json.writeArrayFieldStart("logprobs");
        json.writeEndArray();
    }

    void writeCall(JsonGenerator json, int index, ToolCall call, ResponseState.Status status) throws IOException {
        writeCall(json, callId(index), call, status);
    }

    static void writeCall(JsonGenerator json, String id, ToolCall call, ResponseState.Status status)
            throws IOException {
        json.writeStringField("type", "function_call");
        json.writeStringField("id", id);
        json.writeStringField("call_id", call.id());
        json.writeStringField("name", call.name());
        json.writeStringField("arguments", call.arguments());
        json.writeStringField("status", status.wireName());
    }

    String messageId() {
        return item(ResponseItemId.Kind.MESSAGE, 0);
    }

    String reasoningId() {
        return item(ResponseItemId.Kind.REASONING, 0);
    }

    String callId(int index) {
        return item(ResponseItemId.Kind.CALL, index);
    }

    private String item(ResponseItemId.Kind kind, int index) {
        return new ResponseItemId(kind, index, id.reply(), id.session()).toString();
    }

    private static void writeUsage(JsonGenerator json, Optional<Usage> usage) throws IOException {
        if (usage.isEmpty()) {
            json.writeNullField("usage");
            return;
        }
        writeUsage(json, usage.get());
    }

    /** The details are always 0, because providers' own figures for them are not read. */
    static void writeUsage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", usage.inputTokens());
        json.writeObjectFieldStart("input_tokens_details");
        json.writeNumberField("cached_tokens", 0);
        json.writeEndObject();
        json.writeNumberField("output_tokens", usage.outputTokens());
        json.writeObjectFieldStart("output_tokens_details");
        json.writeNumberField("reasoning_tokens", 0);
        json.writeEndObject();
        json.writeNumberField("total_tokens", usage.inputTokens() + usage.outputTokens());
        json.writeEndObject();
    }
}
