package dev.runnel.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Usage;

/**
 * What a call to a provider amounts to: gathers the chunks, passes their text on, and tells the handler the one outcome,
 * once. Success needs a word of text, and the provider's own end: a finish reason or an end marker.
 */
final class Outcome {

    private final StreamingChatResponseHandler handler;
    private final ProviderCall call;
    private final ReplyText text = new ReplyText();
    private FinishReason finish;
    /** Words have followed the finish reason, of which some had come before: it is no proof of an end. */
    private boolean refuted;
    /** The finish reason came before the first word. */
    private boolean early;

    private Usage usage;
    private String model;
    private volatile boolean settled;

    Outcome(StreamingChatResponseHandler handler, ProviderCall call) {
        this.handler = handler;
        this.call = call;
    }

    void add(WireChunk chunk) {
        boolean begun = text.isBegun();
        String piece = text.next(chunk);
        if (!piece.isEmpty() && finish != null) {
            refuted |= begun;
            early = true;
        }
        if (chunk.finish() != null && mayChangeTo(chunk.finish())) {
            finish = chunk.finish();
            early = false;
        }
        if (chunk.usage() != null) {
            usage = usage == null ? chunk.usage() : usage.atLeast(chunk.usage());
            call.bill(usage);
        }
        model = chunk.model() != null && !chunk.model().isEmpty() ? chunk.model() : model;
        if (piece.isEmpty() && (chunk.isThinking() || text.isThinking())) {
            call.signs().thinking();
        }
        pass(piece);
    }

    /** The first finish reason after the words counts, unless more words follow it; a failure is not taken back. */
    private boolean mayChangeTo(FinishReason next) {
        boolean failed = finish == FinishReason.OTHER || finish == FinishReason.CONTENT_FILTER;
        boolean isGood = next == FinishReason.STOP || next == FinishReason.LENGTH;
        return finish == null || (failed ? !isGood : early || refuted || !text.isBegun());
    }

    private void pass(String piece) {
        if (!piece.isEmpty()) {
            handler.onPartialResponse(piece);
        }
    }

    boolean isSettled() {
        return settled;
    }

    /**
     * Whether the provider has said that the reply is whole. A finish reason before the first word says nothing of words
     * that may come; one that words have followed was not meant.
     */
    boolean isFinished() {
        return finish != null && text.isBegun() && !refuted && !early;
    }

    /** The body ended as it should, or no more will come of it: the finish reason, or its absence, decides. */
    void endOfBody() {
        if (finish == null) {
            fail(Failure.of(FailureCode.PROVIDER_CUT));
        } else {
            conclude();
        }
    }

    /** The provider's end marker, which is an end of its own where no finish reason is ever sent. */
    void endMarker() {
        finish = finish == null ? FinishReason.STOP : finish;
        conclude();
    }

    /** The connection was lost: with a finish reason in hand that is a success. */
    void connectionLost() {
        if (isFinished()) {
            conclude();
        } else {
            fail(Failure.of(FailureCode.PROVIDER_CUT));
        }
    }

    /** Nothing has come for as long as anybody waits; false when that is no end of this reply. */
    boolean endOfPatience() {
        boolean ends = finish != null && !settled;
        if (ends) {
            conclude();
        }
        return ends;
    }

    private void conclude() {
        if (settled) {
            return;
        }
        pass(text.rest());
        if (finish == FinishReason.CONTENT_FILTER) {
            fail(Failure.of(FailureCode.CONTENT_FILTERED));
        } else if (finish == FinishReason.OTHER) {
            fail(Failure.of(FailureCode.PROVIDER_ERROR));
        } else if (!text.isBegun()) {
            fail(Failure.of(FailureCode.PROVIDER_EMPTY));
        } else if (settle()) {
            handler.onCompleteResponse(response());
        }
    }

    void fail(Failure failure) {
        if (settle()) {
            handler.onError(failure.asException());
        }
    }

    /** Nobody wants to know any more. */
    void abandon() {
        settle();
    }

    private synchronized boolean settle() {
        boolean first = !settled;
        settled = true;
        call.settle();
        return first;
    }

    /** Without the text, which was passed on: to gather it once more would hold it twice for as long as the stream runs. */
    private ChatResponse response() {
        TokenUsage billed =
                usage == null ? null : new TokenUsage((int) usage.inputTokens(), (int) usage.outputTokens());
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(""))
                .modelName(model)
                .tokenUsage(billed)
                .finishReason(finish)
                .build();
    }
}
