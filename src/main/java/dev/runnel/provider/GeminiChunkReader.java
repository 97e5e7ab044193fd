package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one JSON object of the Gemini format: a chunk of a stream, a whole answer, or the body of a refusal. */
final class GeminiChunkReader {

    private final JsonParser json;
    private final ErrorReader error;

    private String text = "";
    private boolean isThinking;
    private FinishReason finish;
    private Usage usage;
    private String model;
    private boolean hasCandidates;
    private boolean blocked;
    private boolean failed;
    private long inputTokens;
    private long outputTokens;

    private String candidateText;
    private String candidateFinish;
    private boolean isCandidateRead;
    private String partText;
    private boolean thought;
    private String thoughts = "";
    private List<CallPiece> calls = List.of();
    private String callId;
    private String callName;
    private String callArguments;

    GeminiChunkReader(JsonParser json) {
        this.json = json;
        this.error = new ErrorReader(json);
    }

    WireChunk readChunk() throws IOException {
        JsonWalk.fields(json, this::readField);
        if (failed || (!hasCandidates && error.isComplaint())) {
            return WireChunk.failed(error.inBand());
        }
        return blocked
                ? WireChunk.failed(Failure.of(FailureCode.CONTENT_FILTERED))
                : WireChunk.of(text, null, isThinking, finish, usage, model)
                        .thinking(thoughts)
                        .calling(calls.isEmpty() ? null : new CallPieces(calls, false));
    }

    Failure readRefusal(int status) throws IOException {
        JsonWalk.fields(json, this::readField);
        return finish == FinishReason.CONTENT_FILTER ? Failure.of(FailureCode.CONTENT_FILTERED) : error.refusal(status);
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "candidates" -> {
                hasCandidates |= json.currentToken() == JsonToken.START_ARRAY;
                JsonWalk.elements(json, this::readCandidate);
            }
            case "modelVersion" -> model = JsonWalk.text(json);
            case "usageMetadata" -> readUsage();
            case "promptFeedback" -> JsonWalk.fields(json, this::readFeedback);
            case "error", "errors" -> readError();
            case "message", "detail", "msg", "code", "status", "type", "object", "error_type", "error_message" ->
                error.readRootField(name);
            default -> {}
        }
    }

    private void readError() throws IOException {
        error.read();
        failed |= !error.isEmpty();
    }

    private void readFeedback(String name) throws IOException {
        if (name.equals("blockReason")) {
            String reason = JsonWalk.text(json);
            blocked |= !reason.isEmpty() && !reason.endsWith("_REASON_UNSPECIFIED");
        }
    }

    /**
     * If there are several answers, the first is the reply. All names of this format but {@code STOP} say that the answer
     * is not whole, so a new one does, too.
     */
    private void readCandidate() throws IOException {
        if (isCandidateRead) {
            return;
        }
        isCandidateRead = true;
        candidateText = "";
        candidateFinish = "";
        JsonWalk.fields(json, this::readCandidateField);
        text += candidateText;
        FinishReason reason = FinishReasons.of(candidateFinish, FinishReason.LENGTH);
        finish = reason != null ? reason : finish;
    }

    private void readCandidateField(String name) throws IOException {
        switch (name) {
            case "content" -> JsonWalk.fields(json, this::readContent);
            case "finishReason" -> candidateFinish = JsonWalk.text(json);
            default -> {}
        }
    }

    private void readContent(String name) throws IOException {
        if (!name.equals("parts")) {
            return;
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readPart();
        } else {
            JsonWalk.elements(json, this::readPart);
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
                case "functionCall" -> readCall();
                default -> {}
            }
        });
        isThinking |= thought;
        thoughts += thought ? partText : "";
        candidateText += thought ? "" : partText;
    }

    /** Each is whole. */
    private void readCall() throws IOException {
        callId = "";
        callName = "";
        callArguments = "";
        JsonWalk.fields(json, name -> {
            switch (name) {
                case "id" -> callId = JsonWalk.text(json);
                case "name" -> callName = JsonWalk.text(json);
                case "args" -> callArguments = JsonWalk.raw(json);
                default -> {}
            }
        });
        calls = calls.isEmpty() ? new ArrayList<>() : calls;
        calls.add(CallPiece.whole(callId, callName, callArguments));
    }

    private void readUsage() throws IOException {
        JsonWalk.fields(json, name -> {
            switch (name) {
                case "promptTokenCount" -> inputTokens = JsonWalk.count(json);
                case "candidatesTokenCount", "thoughtsTokenCount" -> outputTokens += JsonWalk.count(json);
                default -> {}
            }
        });
        usage = new Usage(inputTokens, outputTokens);
    }
}
