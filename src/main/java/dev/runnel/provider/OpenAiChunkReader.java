package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.Usage;
import java.io.IOException;

/** Reads one JSON document of the OpenAI format: a chunk of a stream, or the body of a refusal. */
final class OpenAiChunkReader {

    private final JsonParser json;

    private String text = "";
    private FinishReason finish;
    private Usage usage;
    private String model;
    private boolean failed;
    private final StringBuilder reason = new StringBuilder();
    private long inputTokens;
    private long outputTokens;

    OpenAiChunkReader(JsonParser json) {
        this.json = json;
    }

    WireChunk readChunk() throws IOException {
        JsonWalk.document(json, this::readField);
        return failed
                ? WireChunk.failed(ProviderErrors.classify(0, reason.toString()))
                : WireChunk.of(text, finish, usage, model);
    }

    Failure readRefusal(int status) throws IOException {
        JsonWalk.document(json, this::readField);
        return ProviderErrors.classify(status, reason.toString());
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "model" -> model = JsonWalk.text(json);
            case "choices" -> JsonWalk.elements(json, () -> JsonWalk.fields(json, this::readChoice));
            case "usage" -> readUsage();
            case "error" -> readError();
            default -> {}
        }
    }

    private void readChoice(String name) throws IOException {
        switch (name) {
            case "delta", "message" -> JsonWalk.fields(json, this::readDelta);
            case "finish_reason" -> finish = finishReason(JsonWalk.text(json));
            default -> {}
        }
    }

    private void readDelta(String name) throws IOException {
        // A refusal is the model's own polite no, sent in place of content.
        if (name.equals("content") || name.equals("refusal")) {
            text += JsonWalk.text(json);
        }
    }

    private void readUsage() throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            JsonWalk.fields(json, this::readTokens);
            usage = new Usage(inputTokens, outputTokens);
        }
    }

    private void readTokens(String name) throws IOException {
        switch (name) {
            case "prompt_tokens" -> inputTokens = json.getValueAsLong();
            case "completion_tokens" -> outputTokens = json.getValueAsLong();
            default -> {}
        }
    }

    /** The error is an object by the book, and a bare string from some compatible servers. */
    private void readError() throws IOException {
        failed = json.currentToken() != JsonToken.VALUE_NULL;
        reason.append(JsonWalk.text(json));
        JsonWalk.fields(json, name -> {
            if (name.equals("code") || name.equals("type") || name.equals("message")) {
                reason.append(JsonWalk.text(json)).append(' ');
            }
        });
    }

    private static FinishReason finishReason(String name) {
        return switch (name) {
            case "" -> null;
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
