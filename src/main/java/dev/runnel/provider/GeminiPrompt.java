package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ToolCall;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a prompt that a caller gave (Gemini API reference, "generateContent"). */
final class GeminiPrompt {

    private final JsonGenerator json;
    private final String model;
    /** The names of the functions that were called, by the ids of the calls: results are told by name here. */
    private final Map<String, String> called = new HashMap<>();

    private GeminiPrompt(JsonGenerator json, String model) {
        this.json = json;
        this.model = model;
    }

    /** Whether the format has words for all of it. */
    static boolean canSay(GivenPrompt prompt) {
        return GeminiOptions.canSay(prompt.options())
                && GeminiTools.canSay(prompt.options())
                && prompt.messages().stream().allMatch(GeminiPrompt::canSay);
    }

    private static boolean canSay(GivenMessage message) {
        return !(message instanceof GivenMessage.Asked(List<GivenMessage.Part> parts))
                || parts.stream().allMatch(GeminiPrompt::canSay);
    }

    /** An image at another address would have to be fetched first. */
    private static boolean canSay(GivenMessage.Part part) {
        return !(part instanceof GivenMessage.Image(String url, String detail))
                || DataUrl.parse(url).isPresent();
    }

    static void write(JsonGenerator json, GivenPrompt prompt, String model) throws IOException {
        new GeminiPrompt(json, model).write(prompt);
    }

    private void write(GivenPrompt prompt) throws IOException {
        json.writeArrayFieldStart("contents");
        GivenMessage before = null;
        for (GivenMessage message : prompt.messages()) {
            if (!isTogether(before, message)) {
                end(before);
                begin(message);
            }
            writeParts(message);
            before = message;
        }
        end(before);
        json.writeEndArray();
        writeInstructions(prompt.messages());
        GeminiTools.write(json, prompt.options());
    }

    /** The results of calls at once have to be the parts of one message. */
    private static boolean isTogether(GivenMessage before, GivenMessage message) {
        return before instanceof GivenMessage.ToolResult && message instanceof GivenMessage.ToolResult;
    }

    private void begin(GivenMessage message) throws IOException {
        if (!(message instanceof GivenMessage.Instructions)) {
            json.writeStartObject();
            json.writeStringField("role", message instanceof GivenMessage.Answered ? "model" : "user");
            json.writeArrayFieldStart("parts");
        }
    }

    private void end(GivenMessage before) throws IOException {
        if (before != null && !(before instanceof GivenMessage.Instructions)) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeParts(GivenMessage message) throws IOException {
        switch (message) {
            case GivenMessage.Instructions instructions -> {}
            case GivenMessage.Notes(String text) -> writeText(text);
            case GivenMessage.Asked(List<GivenMessage.Part> parts) -> {
                for (GivenMessage.Part part : parts) {
                    writePart(part);
                }
            }
            case GivenMessage.Answered(String text, List<ToolCall> calls, String reasoning) -> {
                if (!text.isEmpty() || calls.isEmpty()) {
                    writeText(text);
                }
                calls.forEach(call -> called.put(call.id(), call.name()));
                GeminiTools.writeCalls(json, calls, model);
            }
            case GivenMessage.ToolResult(String callId, String text) ->
                GeminiTools.writeResult(json, called.getOrDefault(callId, callId), text);
        }
    }

    private void writePart(GivenMessage.Part part) throws IOException {
        switch (part) {
            case GivenMessage.Text(String text) -> writeText(text);
            case GivenMessage.Image(String url, String detail) ->
                writeImage(DataUrl.parse(url).orElseThrow());
        }
    }

    private void writeImage(DataUrl image) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("inlineData");
        json.writeStringField("mimeType", image.mediaType());
        json.writeStringField("data", image.base64());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The format has one place for instructions, wherever in the conversation they stand. */
    private void writeInstructions(List<GivenMessage> messages) throws IOException {
        if (messages.stream().noneMatch(GivenMessage.Instructions.class::isInstance)) {
            return;
        }
        json.writeObjectFieldStart("systemInstruction");
        json.writeArrayFieldStart("parts");
        for (GivenMessage message : messages) {
            if (message instanceof GivenMessage.Instructions(String text)) {
                writeText(text);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeText(String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
    }
}
