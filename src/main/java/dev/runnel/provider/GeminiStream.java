package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Failure;
import dev.runnel.GivenPrompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The streaming format of Google's {@code models/{model}:streamGenerateContent?alt=sse} (Gemini API reference,
 * "GenerateContentResponse"): chunks with cumulative {@code usageMetadata}, the last with {@code finishReason}; then
 * the body ends, without an end marker.
 */
final class GeminiStream implements WireFormat {

    private static final JsonFactory JSON = new JsonFactory();

    /** It becomes part of a path. */
    private static final Pattern MODEL = Pattern.compile("/*[A-Za-z0-9._~@:-]+(/+[A-Za-z0-9._~@:-]+)*");

    private final String model;

    GeminiStream(String model) {
        this.model = model;
    }

    static boolean isModel(String name) {
        return MODEL.matcher(name).matches() && !name.contains("..");
    }

    @Override
    public String path(ChatRequest request, boolean streamed) {
        String asked = request.modelName() == null ? model : request.modelName();
        return resource(asked) + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    /** Lists of models name them with their folder: {@code models/gemini-2.5-flash}, {@code tunedModels/mine}. */
    private static String resource(String model) {
        String name = model.strip().replaceAll("/+", "/").replaceFirst("^/", "");
        return name.contains("/") ? '/' + name : "/models/" + name;
    }

    @Override
    public byte[] body(ChatRequest request, boolean streamed) throws IOException {
        if (request.responseFormat() != null) {
            return GeminiExtension.body(request);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (request.parameters() instanceof GivenParameters given) {
                GeminiPrompt.write(json, given.prompt(), given.modelName());
            } else {
                writeContents(json, request.messages());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    @Override
    public boolean canTake(String asked, GivenPrompt prompt) {
        return isModel(asked) && GeminiPrompt.canSay(prompt);
    }

    private static void writeContents(JsonGenerator json, List<ChatMessage> messages) throws IOException {
        json.writeArrayFieldStart("contents");
        for (ChatMessage message : messages) {
            writeContent(json, message);
        }
        json.writeEndArray();
        for (ChatMessage message : messages) {
            if (message instanceof SystemMessage system) {
                json.writeFieldName("systemInstruction");
                writeParts(json, null, system.text());
            }
        }
    }

    private static void writeContent(JsonGenerator json, ChatMessage message) throws IOException {
        switch (message) {
            case SystemMessage instruction -> {}
            case UserMessage user -> writeParts(json, "user", user.singleText());
            case AiMessage assistant -> writeParts(json, "model", assistant.text());
            default -> throw new IllegalArgumentException("unexpected message of type " + message.type());
        }
    }

    private static void writeParts(JsonGenerator json, String role, String text) throws IOException {
        json.writeStartObject();
        if (role != null) {
            json.writeStringField("role", role);
        }
        json.writeArrayFieldStart("parts");
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public WireChunk read(JsonParser json) throws IOException {
        return new GeminiChunkReader(json).readChunk();
    }

    @Override
    public Failure readRefusal(JsonParser json, int status) throws IOException {
        return new GeminiChunkReader(json).readRefusal(status);
    }
}
