package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ReplyOptions;
import dev.runnel.ToolCall;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Writes tools, calls of them and their results (Gemini API reference, "Tool", "ToolConfig" and "Part"). */
final class GeminiTools {

    /** Newer models want back what they thought with each call, or this, which is documented for calls of others. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private GeminiTools() {}

    /** Whether the format has words for all of it. That tools are called one by one it cannot ask for. */
    static boolean canSay(ReplyOptions options) {
        return options.tools().map(GeminiTools::areFunctions).orElse(true)
                && options.toolChoice().map(GeminiTools::isMode).orElse(true)
                && options.parallelToolCalls().orElse(true);
    }

    private static boolean areFunctions(String tools) {
        JsonNode all = JsonTree.parse(tools);
        return all.isArray()
                && StreamSupport.stream(all.spliterator(), false)
                        .allMatch(tool -> tool.path("type").asText().equals("function")
                                && tool.at("/function/name").isTextual());
    }

    private static boolean isMode(String choice) {
        return modeOf(JsonTree.parse(choice)).isPresent();
    }

    private static Optional<String> modeOf(JsonNode choice) {
        return Optional.ofNullable(
                switch (choice.isTextual()
                        ? choice.asText()
                        : choice.path("type").asText()) {
                    case "none" -> "NONE";
                    case "auto" -> "AUTO";
                    case "required" -> "ANY";
                    case "function" -> choice.at("/function/name").isTextual() ? "ANY" : null;
                    default -> null;
                });
    }

    /** Nothing if there are none. */
    static void write(JsonGenerator json, ReplyOptions options) throws IOException {
        JsonNode tools = options.tools().map(JsonTree::parse).orElse(JsonTree.NOTHING);
        if (tools.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tools");
        json.writeStartObject();
        json.writeArrayFieldStart("functionDeclarations");
        for (JsonNode tool : tools) {
            writeDeclaration(json, tool.path("function"));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        writeChoice(json, options.toolChoice().map(JsonTree::parse).orElse(JsonTree.NOTHING));
    }

    /** The parameters as they are: {@code parameters} would take a part of JSON Schema only. */
    private static void writeDeclaration(JsonGenerator json, JsonNode function) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", function.path("name").asText());
        if (function.path("description").isTextual()) {
            json.writeStringField("description", function.path("description").asText());
        }
        if (function.path("parameters").isObject()) {
            json.writeFieldName("parametersJsonSchema");
            json.writeRawValue(function.path("parameters").toString());
        }
        json.writeEndObject();
    }

    private static void writeChoice(JsonGenerator json, JsonNode choice) throws IOException {
        Optional<String> mode = modeOf(choice);
        if (mode.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("toolConfig");
        json.writeObjectFieldStart("functionCallingConfig");
        json.writeStringField("mode", mode.get());
        JsonNode only = choice.at("/function/name");
        if (only.isTextual()) {
            json.writeArrayFieldStart("allowedFunctionNames");
            json.writeString(only.asText());
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Parts of the model's message; ids are left out, as not every version of the interface knows them. */
    static void writeCalls(JsonGenerator json, List<ToolCall> calls, String model) throws IOException {
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            json.writeStartObject();
            json.writeObjectFieldStart("functionCall");
            json.writeStringField("name", call.name());
            json.writeFieldName("args");
            json.writeRawValue(object(call.arguments()).orElse("{}"));
            json.writeEndObject();
            // Of calls at once the first one has it.
            if (i == 0 && model.matches("(.*/)?gemini-(?![12]\\b).*")) {
                json.writeStringField("thoughtSignature", NO_SIGNATURE);
            }
            json.writeEndObject();
        }
    }

    /** A part of the user's message. What is no object becomes one. */
    static void writeResult(JsonGenerator json, String name, String text) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("functionResponse");
        json.writeStringField("name", name);
        json.writeFieldName("response");
        Optional<String> object = object(text);
        if (object.isPresent()) {
            json.writeRawValue(object.get());
        } else {
            json.writeStartObject();
            json.writeStringField("result", text);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Optional<String> object(String text) {
        return Optional.of(JsonTree.parse(text)).filter(JsonNode::isObject).map(JsonNode::toString);
    }
}
