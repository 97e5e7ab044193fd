package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ReplyOptions;
import java.io.IOException;
import java.util.Optional;

/** Writes a caller's options (Gemini API reference, "GenerationConfig"). */
final class GeminiOptions {

    private static final int MAX_STOP_SEQUENCES = 5;

    private GeminiOptions() {}

    /** Whether the format has words for all of them. */
    static boolean canSay(ReplyOptions options) {
        boolean isSeed = options.seed().map(seed -> seed == seed.intValue()).orElse(true);
        return isSeed
                && options.stop().size() <= MAX_STOP_SEQUENCES
                && options.responseFormat().map(GeminiOptions::isFormat).orElse(true);
    }

    private static boolean isFormat(String json) {
        JsonNode format = JsonTree.parse(json);
        return switch (format.path("type").asText()) {
            case "text", "json_object" -> true;
            case "json_schema" -> format.at("/json_schema/schema").isObject();
            default -> false;
        };
    }

    /**
     * Nothing if there are none.
     *
     * @param thoughts whether the model is to say what it thinks ({@code thinkingConfig})
     */
    static void write(JsonGenerator json, ReplyOptions options, boolean thoughts) throws IOException {
        boolean isGiven = thoughts
                || options.maxTokens().isPresent()
                || options.temperature().isPresent()
                || options.topP().isPresent()
                || !options.stop().isEmpty()
                || options.seed().isPresent()
                || options.responseFormat().isPresent();
        if (isGiven) {
            json.writeObjectFieldStart("generationConfig");
            if (thoughts) {
                json.writeObjectFieldStart("thinkingConfig");
                json.writeBooleanField("includeThoughts", true);
                json.writeEndObject();
            }
            writeEach(json, options);
            json.writeEndObject();
        }
    }

    private static void writeEach(JsonGenerator json, ReplyOptions options) throws IOException {
        if (options.maxTokens().isPresent()) {
            json.writeNumberField("maxOutputTokens", options.maxTokens().get());
        }
        if (options.temperature().isPresent()) {
            json.writeNumberField("temperature", options.temperature().get());
        }
        if (options.topP().isPresent()) {
            json.writeNumberField("topP", options.topP().get());
        }
        if (!options.stop().isEmpty()) {
            json.writeArrayFieldStart("stopSequences");
            for (String text : options.stop()) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
        if (options.seed().isPresent()) {
            json.writeNumberField("seed", options.seed().get());
        }
        writeFormat(json, options.responseFormat());
    }

    /** The schema as it is: {@code responseSchema} would take a part of JSON Schema only. */
    private static void writeFormat(JsonGenerator json, Optional<String> format) throws IOException {
        JsonNode asked = format.map(JsonTree::parse).orElse(JsonTree.NOTHING);
        if (!asked.path("type").asText().startsWith("json_")) {
            return;
        }
        json.writeStringField("responseMimeType", "application/json");
        JsonNode schema = asked.at("/json_schema/schema");
        if (schema.isObject()) {
            json.writeFieldName("responseJsonSchema");
            json.writeRawValue(schema.toString());
        }
    }
}
