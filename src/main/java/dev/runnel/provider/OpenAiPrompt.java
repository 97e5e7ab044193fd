package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.GivenMessage;
import dev.runnel.ToolCall;
import java.io.IOException;
import java.util.List;

/** Writes the messages that a caller gave, each as it is: they came in this format ("Create chat completion"). */
final class OpenAiPrompt {

    private OpenAiPrompt() {}

    static void write(JsonGenerator json, List<GivenMessage> messages, ReturnedReasoning thoughts) throws IOException {
        json.writeArrayFieldStart("messages");
        for (GivenMessage message : messages) {
            write(json, message, thoughts);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, GivenMessage message, ReturnedReasoning thoughts) throws IOException {
        json.writeStartObject();
        switch (message) {
            case GivenMessage.Instructions(String text) -> writeText(json, "system", text);
            case GivenMessage.Notes(String text) -> writeText(json, "user", text);
            case GivenMessage.Asked(List<GivenMessage.Part> parts) -> writeQuestion(json, parts);
            case GivenMessage.Answered(String text, List<ToolCall> calls, String reasoning) -> {
                writeAnswer(json, text, calls);
                thoughts.write(json, reasoning);
            }
            case GivenMessage.ToolResult(String callId, String text) -> {
                writeText(json, "tool", text);
                json.writeStringField("tool_call_id", callId);
            }
        }
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String role, String text) throws IOException {
        json.writeStringField("role", role);
        json.writeStringField("content", text);
    }

    /** Text alone is no array: servers whose models see no images know none. */
    private static void writeQuestion(JsonGenerator json, List<GivenMessage.Part> parts) throws IOException {
        if (parts.size() == 1 && parts.getFirst() instanceof GivenMessage.Text(String text)) {
            writeText(json, "user", text);
            return;
        }
        json.writeStringField("role", "user");
        json.writeArrayFieldStart("content");
        for (GivenMessage.Part part : parts) {
            json.writeStartObject();
            writePart(json, part);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePart(JsonGenerator json, GivenMessage.Part part) throws IOException {
        switch (part) {
            case GivenMessage.Text(String text) -> {
                json.writeStringField("type", "text");
                json.writeStringField("text", text);
            }
            case GivenMessage.Image(String url, String detail) -> {
                json.writeStringField("type", "image_url");
                json.writeObjectFieldStart("image_url");
                json.writeStringField("url", url);
                json.writeStringField("detail", detail);
                json.writeEndObject();
            }
        }
    }

    private static void writeAnswer(JsonGenerator json, String text, List<ToolCall> calls) throws IOException {
        json.writeStringField("role", "assistant");
        if (text.isEmpty() && !calls.isEmpty()) {
            json.writeNullField("content");
        } else {
            json.writeStringField("content", text);
        }
        if (calls.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
