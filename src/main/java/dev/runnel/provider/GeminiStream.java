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
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * The streaming format of Google's {@code models/{model}:streamGenerateContent?alt=sse} (Gemini API reference,
 * "GenerateContentResponse"): chunks with cumulative {@code usageMetadata}, the last with {@code finishReason}; then
 * the body ends, without a marker of its own.
 */
final class GeminiStream implements WireFormat {

    private static final JsonFactory JSON = new JsonFactory();

    private final String model;
    private final Optional<String> apiKey;

    GeminiStream(String model, Optional<String> apiKey) {
        this.model = model;
        this.apiKey = apiKey;
    }

    @Override
    public String path(ChatRequest request, boolean streamed) {
        String asked = request.modelName() == null ? model : request.modelName();
        return "/models/" + asked + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    @Override
    public void authorize(MultiMap headers) {
        apiKey.ifPresent(key -> headers.set("x-goog-api-key", key));
    }

    @Override
    public byte[] body(ChatRequest request, boolean streamed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("contents");
            for (ChatMessage message : request.messages()) {
                writeContent(json, message);
            }
            json.writeEndArray();
            for (ChatMessage message : request.messages()) {
                if (message instanceof SystemMessage system) {
                    json.writeFieldName("systemInstruction");
                    writeParts(json, null, system.text());
                }
            }
            if (request.responseFormat() != null) {
                json.writeObjectFieldStart("generationConfig");
                json.writeStringField("responseMimeType", "application/json");
                json.writeFieldName("responseJsonSchema");
                SchemaJson.write(json, request.responseFormat().jsonSchema().rootElement());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return out.toByteArray();
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
    public WireChunk read(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            return new GeminiChunkReader(json).readChunk();
        }
    }

    @Override
    public Failure refusal(int status, byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            return new GeminiChunkReader(json).readRefusal(status);
        } catch (IOException e) {
            return ProviderErrors.classify(status, "");
        }
    }
}
