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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The streaming format of OpenAI's {@code POST /chat/completions} (OpenAI API reference, "The chat completion chunk
 * object"): deltas, a chunk with {@code finish_reason}, one with {@code usage} and no choices, then {@code [DONE]}.
 */
final class OpenAiStream implements WireFormat {

    private static final Logger LOG = Logger.getLogger(OpenAiStream.class);
    private static final JsonFactory JSON = new JsonFactory();

    private static final String STREAM_OPTIONS = "stream_options";

    private final String model;
    /** Older servers and gateways refuse options that they do not know. Without this one they only report no usage. */
    private final AtomicBoolean asksForUsage = new AtomicBoolean(true);

    private final OpenAiOptions options = new OpenAiOptions();
    private final ReturnedReasoning thoughts = new ReturnedReasoning();

    OpenAiStream(String model) {
        this.model = model;
    }

    @Override
    public String path(ChatRequest request, boolean streamed) {
        return "/chat/completions";
    }

    @Override
    public byte[] body(ChatRequest request, boolean streamed) throws IOException {
        String asked = request.modelName() == null ? model : request.modelName();
        if (request.responseFormat() != null) {
            return OpenAiExtension.body(request, asked);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model", asked);
            if (request.parameters() instanceof GivenParameters given) {
                OpenAiPrompt.write(json, given.prompt().messages(), thoughts);
                options.write(json, given.prompt().options());
            } else {
                writeMessages(json, request.messages());
            }
            if (streamed) {
                json.writeBooleanField("stream", true);
                if (asksForUsage.get()) {
                    json.writeObjectFieldStart(STREAM_OPTIONS);
                    json.writeBooleanField("include_usage", true);
                    json.writeEndObject();
                }
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void writeMessages(JsonGenerator json, List<ChatMessage> messages) throws IOException {
        json.writeArrayFieldStart("messages");
        for (ChatMessage message : messages) {
            writeMessage(json, message);
        }
        json.writeEndArray();
    }

    private void writeMessage(JsonGenerator json, ChatMessage message) throws IOException {
        json.writeStartObject();
        switch (message) {
            case SystemMessage system -> writeText(json, "system", system.text());
            case UserMessage user -> writeText(json, "user", user.singleText());
            case AiMessage assistant -> {
                writeText(json, "assistant", assistant.text());
                thoughts.write(json, "");
            }
            default -> throw new IllegalArgumentException("unexpected message of type " + message.type());
        }
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String role, String text) throws IOException {
        json.writeStringField("role", role);
        json.writeStringField("content", text);
    }

    @Override
    public WireChunk read(JsonParser json) throws IOException {
        return new OpenAiChunkReader(json).readChunk();
    }

    @Override
    public Failure readRefusal(JsonParser json, int status) throws IOException {
        return new OpenAiChunkReader(json).readRefusal(status);
    }

    /** Servers word the refusal differently, but all name the field. A call that is already running learns it again. */
    @Override
    public String learnFrom(int status, byte[] body) {
        if (status != 400 && status != 422) {
            return "";
        }
        String refusal = new String(body, StandardCharsets.UTF_8);
        boolean named = refusal.contains(STREAM_OPTIONS);
        if (named && asksForUsage.getAndSet(false)) {
            LOG.warnf(
                    "The provider of %s does not know stream_options: it is asked without it, and reports no usage.",
                    model);
        }
        return (named ? STREAM_OPTIONS : "")
                + (options.learnFrom(refusal) ? OpenAiOptions.MAX_TOKENS : "")
                + (thoughts.learnFrom(refusal) ? ReturnedReasoning.FIELD : "");
    }
}
