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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The streaming format of Google's {@code models/{model}:streamGenerateContent?alt=sse} (Gemini API reference,
 * "GenerateContentResponse"): chunks with cumulative {@code usageMetadata}, the last with {@code finishReason}; then
 * the body ends, without an end marker.
 */
final class GeminiStream implements WireFormat {

    private static final Logger LOG = Logger.getLogger(GeminiStream.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** It becomes part of a path. */
    private static final Pattern MODEL = Pattern.compile("/*[A-Za-z0-9._~@:-]+(/+[A-Za-z0-9._~@:-]+)*");

    private static final String THINKING = "thinking";

    private final String model;
    private final boolean wantsThoughts;
    /** Models that do not think refuse to be asked for it. */
    private final AtomicBoolean asksForThoughts;

    /** @param wantsThoughts whether the model is asked to say what it thinks: it does not by itself */
    GeminiStream(String model, boolean wantsThoughts) {
        this.model = model;
        this.wantsThoughts = wantsThoughts;
        this.asksForThoughts = new AtomicBoolean(wantsThoughts);
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
            GeminiOptions.write(json, GivenParameters.options(request), asksForThoughts.get());
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

    /** A call that is already running learns it again. */
    @Override
    public String learnFrom(int status, byte[] body) {
        boolean named = wantsThoughts
                && status == 400
                && new String(body, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .contains(THINKING);
        if (named && asksForThoughts.getAndSet(false)) {
            LOG.warnf("The model %s does not say what it thinks, so viewers are told only that it does.", model);
        }
        return named ? THINKING : "";
    }
}
