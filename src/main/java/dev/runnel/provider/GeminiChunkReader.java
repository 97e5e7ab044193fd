package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Reads one JSON document of the Gemini format: a chunk of a stream, or the body of a refusal. */
final class GeminiChunkReader {

    private final JsonParser json;

    private String text = "";
    private FinishReason finish;
    private Usage usage;
    private String model;
    private boolean blocked;
    private boolean failed;
    private final StringBuilder reason = new StringBuilder();
    private Optional<Duration> retryDelay = Optional.empty();
    private long inputTokens;
    private long outputTokens;

    private String partText;
    private boolean thought;

    GeminiChunkReader(JsonParser json) {
        this.json = json;
    }

    WireChunk readChunk() throws IOException {
        JsonWalk.document(json, this::readField);
        if (blocked) {
            return WireChunk.failed(Failure.of(FailureCode.CONTENT_FILTERED));
        }
        return failed
                ? WireChunk.failed(ProviderErrors.classify(0, reason.toString()))
                : WireChunk.of(text, finish, usage, model);
    }

    Failure readRefusal(int status) throws IOException {
        // Google sends the error in an array of one when the stream was asked for.
        if (json.nextToken() == JsonToken.START_ARRAY) {
            JsonWalk.elements(json, () -> JsonWalk.fields(json, this::readField));
        } else {
            JsonWalk.fields(json, this::readField);
        }
        Failure failure = ProviderErrors.classify(status, reason.toString());
        return retryDelay.map(wait -> Failure.retryAfter(failure.code(), wait)).orElse(failure);
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "modelVersion" -> model = JsonWalk.text(json);
            case "candidates" -> JsonWalk.elements(json, () -> JsonWalk.fields(json, this::readCandidate));
            case "usageMetadata" -> readUsage();
            case "promptFeedback" -> JsonWalk.fields(json, field -> blocked |= field.equals("blockReason"));
            case "error" -> readError();
            default -> {}
        }
    }

    private void readCandidate(String name) throws IOException {
        switch (name) {
            case "content" ->
                JsonWalk.fields(json, field -> {
                    if (field.equals("parts")) {
                        JsonWalk.elements(json, this::readPart);
                    }
                });
            case "finishReason" -> finish = finishReason(JsonWalk.text(json));
            default -> {}
        }
    }

    /** A part marked as a thought is the model's reasoning, not its reply. */
    private void readPart() throws IOException {
        partText = "";
        thought = false;
        JsonWalk.fields(json, name -> {
            switch (name) {
                case "text" -> partText = JsonWalk.text(json);
                case "thought" -> thought = json.getValueAsBoolean();
                default -> {}
            }
        });
        text += thought ? "" : partText;
    }

    private void readUsage() throws IOException {
        JsonWalk.fields(json, name -> {
            switch (name) {
                case "promptTokenCount" -> inputTokens = json.getValueAsLong();
                case "candidatesTokenCount", "thoughtsTokenCount" -> outputTokens += json.getValueAsLong();
                default -> {}
            }
        });
        usage = new Usage(inputTokens, outputTokens);
    }

    private void readError() throws IOException {
        failed = true;
        JsonWalk.fields(json, name -> {
            switch (name) {
                case "status", "message" -> reason.append(JsonWalk.text(json)).append(' ');
                case "details" -> JsonWalk.elements(json, () -> JsonWalk.fields(json, this::readDetail));
                default -> {}
            }
        });
    }

    /** {@code google.rpc.RetryInfo} carries what other providers put into a Retry-After header: {@code "12.5s"}. */
    private void readDetail(String name) throws IOException {
        if (name.equals("retryDelay")) {
            retryDelay = RetryAfter.parseSeconds(JsonWalk.text(json).replace("s", ""));
        }
    }

    private static FinishReason finishReason(String name) {
        return switch (name) {
            case "", "FINISH_REASON_UNSPECIFIED" -> null;
            case "STOP" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
