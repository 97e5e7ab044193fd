package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ToolCall;
import java.io.IOException;
import java.util.List;

/** Writes a prompt that a caller gave (Gemini API reference, "generateContent"). */
final class GeminiPrompt {

    private GeminiPrompt() {}

    /** Whether the format has words for all of it. */
    static boolean canSay(GivenPrompt prompt) {
        return prompt.options().tools().isEmpty()
                && GeminiOptions.canSay(prompt.options())
                && prompt.messages().stream().allMatch(GeminiPrompt::canSay);
    }

    private static boolean canSay(GivenMessage message) {
        return switch (message) {
            case GivenMessage.Instructions instructions -> true;
            case GivenMessage.Asked(List<GivenMessage.Part> parts) -> parts.stream().allMatch(GeminiPrompt::canSay);
            case GivenMessage.Answered(String text, List<ToolCall> calls) -> calls.isEmpty();
            case GivenMessage.ToolResult result -> false;
        };
    }

    /** An image at another address would have to be fetched first. */
    private static boolean canSay(GivenMessage.Part part) {
        return !(part instanceof GivenMessage.Image(String url, String detail))
                || DataUrl.parse(url).isPresent();
    }

    static void write(JsonGenerator json, GivenPrompt prompt) throws IOException {
        json.writeArrayFieldStart("contents");
        for (GivenMessage message : prompt.messages()) {
            writeContent(json, message);
        }
        json.writeEndArray();
        writeInstructions(json, prompt.messages());
        GeminiOptions.write(json, prompt.options());
    }

    /** The format has one place for instructions, wherever in the conversation they stand. */
    private static void writeInstructions(JsonGenerator json, List<GivenMessage> messages) throws IOException {
        if (messages.stream().noneMatch(GivenMessage.Instructions.class::isInstance)) {
            return;
        }
        json.writeObjectFieldStart("systemInstruction");
        json.writeArrayFieldStart("parts");
        for (GivenMessage message : messages) {
            if (message instanceof GivenMessage.Instructions(String text)) {
                writeText(json, text);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, GivenMessage message) throws IOException {
        switch (message) {
            case GivenMessage.Instructions instructions -> {}
            case GivenMessage.Asked(List<GivenMessage.Part> parts) -> {
                begin(json, "user");
                for (GivenMessage.Part part : parts) {
                    writePart(json, part);
                }
                end(json);
            }
            case GivenMessage.Answered(String text, List<ToolCall> calls) -> {
                begin(json, "model");
                writeText(json, text);
                end(json);
            }
            case GivenMessage.ToolResult result -> throw new IllegalArgumentException("a result of a tool");
        }
    }

    private static void writePart(JsonGenerator json, GivenMessage.Part part) throws IOException {
        switch (part) {
            case GivenMessage.Text(String text) -> writeText(json, text);
            case GivenMessage.Image(String url, String detail) ->
                writeImage(json, DataUrl.parse(url).orElseThrow());
        }
    }

    private static void writeImage(JsonGenerator json, DataUrl image) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("inlineData");
        json.writeStringField("mimeType", image.mediaType());
        json.writeStringField("data", image.base64());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, String role) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", role);
        json.writeArrayFieldStart("parts");
    }

    private static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }
}
