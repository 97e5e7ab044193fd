package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Usage;
import java.io.IOException;

/** Reads one JSON object of the OpenAI format: a chunk of a stream, a whole completion, or the body of a refusal. */
final class OpenAiChunkReader {

    private final JsonParser json;
    private final ErrorReader error;

    private String text = "";
    private String message;
    private boolean isThinking;
    private String thought = "";
    private FinishReason finish;
    private Usage usage;
    private String model;
    private CallPieces calls;
    private boolean hasChoices;
    private boolean failed;
    private long inputTokens;
    private long outputTokens;

    private OpenAiContent delta;
    private OpenAiContent whole;
    private String choiceText;
    private String choiceFinish;
    private boolean isChoiceRead;

    OpenAiChunkReader(JsonParser json) {
        this.json = json;
        this.error = new ErrorReader(json);
    }

    WireChunk readChunk() throws IOException {
        JsonWalk.fields(json, this::readField);
        return failed || (!hasChoices && error.isComplaint())
                ? WireChunk.failed(error.inBand())
                : WireChunk.of(text, message, isThinking, finish, usage, model)
                        .thinking(thought)
                        .calling(calls);
    }

    Failure readRefusal(int status) throws IOException {
        JsonWalk.fields(json, this::readField);
        return finish == FinishReason.CONTENT_FILTER ? Failure.of(FailureCode.CONTENT_FILTERED) : error.refusal(status);
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "choices" -> {
                hasChoices |= json.currentToken() == JsonToken.START_ARRAY;
                JsonWalk.elements(json, this::readChoice);
            }
            case "model" -> model = JsonWalk.text(json);
            case "usage" -> readUsage();
            case "error", "errors" -> readError();
            // Without an error object: servers in front of a model report errors in these fields.
            case "message", "detail", "msg", "code", "status", "type", "object", "error_type", "error_message" ->
                error.readRootField(name);
            case "base_resp" -> JsonWalk.fields(json, this::readBaseResponse);
            default -> {}
        }
    }

    /**
     * If there are several answers, the first is the reply. Their index is ignored: some servers count tokens with it.
     */
    private void readChoice() throws IOException {
        if (isChoiceRead) {
            return;
        }
        isChoiceRead = true;
        delta = null;
        whole = null;
        choiceText = "";
        choiceFinish = "";
        JsonWalk.fields(json, this::readChoiceField);
        FinishReason reason = FinishReasons.of(choiceFinish, FinishReason.STOP);
        finish = reason != null ? reason : finish;
        if (delta != null) {
            isThinking |= delta.isThinking();
            thought = delta.thought();
            text += delta.text();
        }
        if (delta != null && delta.calls() != null) {
            calls = new CallPieces(delta.calls(), false);
        } else if (whole != null && whole.calls() != null) {
            calls = CallPieces.all(whole.calls());
        }
        if (delta == null || !delta.hasText()) {
            // Some servers repeat the delta's text here.
            text += choiceText;
        }
        if (whole != null && (delta == null || !delta.hasText())) {
            isThinking |= whole.isThinking() && whole.text().isEmpty();
            thought = delta == null ? whole.thought() : thought;
            message = whole.text();
        }
    }

    private void readChoiceField(String name) throws IOException {
        switch (name) {
            case "delta" -> {
                delta = new OpenAiContent(json).read();
                choiceFinish = choiceFinish.isEmpty() ? delta.finish() : choiceFinish;
            }
            case "message" -> whole = new OpenAiContent(json).read();
            case "text" -> choiceText = JsonWalk.text(json);
            case "finish_reason", "finishReason" -> {
                String reason = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
                choiceFinish = reason.isEmpty() ? choiceFinish : reason;
            }
            case "error" -> readError();
            default -> {}
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
            case "prompt_tokens", "input_tokens" -> inputTokens = JsonWalk.count(json);
            case "completion_tokens", "output_tokens" -> outputTokens = JsonWalk.count(json);
            default -> {}
        }
    }

    /** The error is an object according to the documentation, and a plain string from some compatible servers. */
    private void readError() throws IOException {
        switch (json.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> {}
            default -> {
                error.read();
                failed |= !error.isEmpty();
            }
        }
    }

    /** A status in each chunk; 0 means success. */
    private void readBaseResponse(String name) throws IOException {
        boolean good = name.equals("status_code") && JsonWalk.count(json) == 0;
        if (!good) {
            error.readField(name);
            failed |= name.equals("status_code");
        }
    }
}
