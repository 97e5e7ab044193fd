package dev.runnel.testing;

import dev.runnel.testing.Refusal.Reason;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ScriptedProvider} does with one request. Immutable, and the same for every {@link Dialect}. A request that
 * does not stream gets the same reply as one JSON completion, after the same delays.
 */
public sealed interface Script
        permits ReplyScript,
                ErrorScript,
                WireScript,
                Script.Silent,
                Script.ResetBeforeHeaders,
                Script.RejectingPrefill {

    /** These tokens, then, unless another ending is named, finish reason {@code stop}, usage, and the end marker. */
    static ReplyScript reply(String... tokens) {
        return ReplyScript.EMPTY.then(tokens);
    }

    /** The same as {@link #reply}; reads better in front of an ending that is none: {@code tokens("a").thenStall()}. */
    static ReplyScript tokens(String... tokens) {
        return reply(tokens);
    }

    /** An HTTP error with the dialect's own error body. */
    static ErrorScript status(int status) {
        return refusal(Reason.STATUS, status);
    }

    /** The prompt is longer than the model's context window. */
    static ErrorScript contextLengthExceeded() {
        return refusal(Reason.CONTEXT_LENGTH, 400);
    }

    /** The prompt is refused: OpenAI answers 400, Gemini 200 with {@code promptFeedback.blockReason}. */
    static ErrorScript contentFiltered() {
        return refusal(Reason.CONTENT_FILTER, 400);
    }

    /** Reads the request and never answers, until the client closes. */
    static Script silent() {
        return new Silent();
    }

    static Script resetBeforeHeaders() {
        return new ResetBeforeHeaders();
    }

    /** 400 when the last message of the request is the model's own; {@code otherwise} else. */
    static Script rejectingPrefill(Script otherwise) {
        return new RejectingPrefill(otherwise);
    }

    private static ErrorScript refusal(Reason reason, int status) {
        return new ErrorScript(new Refusal(reason, status, ""), Map.of(), "", List.of());
    }

    record Silent() implements Script {}

    record ResetBeforeHeaders() implements Script {}

    record RejectingPrefill(Script otherwise) implements Script {}
}
