package dev.runnel.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyOptions;
import dev.runnel.Usage;
import java.util.List;

/**
 * The result of one call to a provider. Collects the chunks, passes their text on, and reports success or failure to
 * the handler exactly once. Success needs at least one piece of text or one call of a tool, and an end by the provider: a
 * finish reason or an end marker. Calls are passed on only whole, when the answer has ended: half a call is none.
 */
final class CallResult {

    private final StreamingChatResponseHandler handler;
    private final ProviderCall call;
    /** A limit that the caller sets may leave no room for an answer. */
    private final boolean mayBeEmpty;

    private final ReplyText text = new ReplyText();
    private final ReasoningText reasoning;
    /** Null if the caller has no tools: what a model calls then is nobody's. */
    private final CalledTools tools;

    private FinishReason finish;
    /** Text came before the finish reason and after it, so the finish reason proves no end. */
    private boolean refuted;
    /** The finish reason came before the first text. */
    private boolean early;

    private Usage usage;
    private String model;
    private volatile boolean settled;

    /**
     * @param asked what the caller has asked for
     * @param showsReasoning whether the listener is told what the model thinks, not only that it does
     */
    CallResult(StreamingChatResponseHandler handler, ProviderCall call, ReplyOptions asked, boolean showsReasoning) {
        this.handler = handler;
        this.call = call;
        this.reasoning = new ReasoningText(showsReasoning);
        this.mayBeEmpty = asked.maxTokens().isPresent();
        this.tools = asked.tools().isPresent() ? new CalledTools() : null;
    }

    void add(WireChunk chunk) {
        boolean begun = isBegun();
        String piece = text.next(chunk);
        boolean isCalling = chunk.calls() != null && isCalling(chunk.calls());
        if ((!piece.isEmpty() || isCalling) && finish != null) {
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
        String thought = reasoning.next(chunk, text.thought());
        if (!thought.isEmpty() || (piece.isEmpty() && (chunk.isThinking() || text.isThinking()))) {
            call.listener().onThinking(thought);
        }
        pass(piece);
    }

    private boolean isBegun() {
        return text.isBegun() || (tools != null && !tools.isEmpty());
    }

    private boolean isCalling(CallPieces pieces) {
        if (tools == null) {
            return false;
        }
        call.listener().onCalling();
        boolean news = tools.add(pieces);
        if (tools.isOversize()) {
            fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
        }
        return news;
    }

    /** The first finish reason after the text counts, unless more text follows it; a failure cannot be taken back. */
    private boolean mayChangeTo(FinishReason next) {
        boolean failed = finish == FinishReason.OTHER || finish == FinishReason.CONTENT_FILTER;
        boolean isGood = next == FinishReason.STOP || next == FinishReason.LENGTH;
        return finish == null || (failed ? !isGood : early || refuted || !isBegun());
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
     * Whether the provider has said that the reply is complete. A finish reason before the first text says nothing
     * about text to come, and one that text has followed was wrong.
     */
    boolean isFinished() {
        return finish != null && isBegun() && !refuted && !early;
    }

    /** The body has ended, or nothing more can come: it is a success if there was a finish reason. */
    void endOfBody() {
        if (finish == null) {
            fail(Failure.of(FailureCode.PROVIDER_CUT));
        } else {
            conclude();
        }
    }

    /** The provider's end marker, which is enough where no finish reason is ever sent. */
    void endMarker() {
        finish = finish == null ? FinishReason.STOP : finish;
        conclude();
    }

    /** The connection was lost. After a finish reason that is still a success. */
    void connectionLost() {
        if (isFinished()) {
            conclude();
        } else {
            fail(Failure.of(FailureCode.PROVIDER_CUT));
        }
    }

    /**
     * Nothing has come for too long. A reply with a finish reason is complete.
     *
     * @return whether the call has ended by this
     */
    boolean finishOnSilence() {
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
        // The last call of an answer that is too long is cut, and nobody can tell whether the others are all.
        boolean hasCalls = tools != null && !tools.isEmpty() && finish != FinishReason.LENGTH;
        if (finish == FinishReason.CONTENT_FILTER) {
            fail(Failure.of(FailureCode.CONTENT_FILTERED));
        } else if (finish == FinishReason.OTHER) {
            fail(Failure.of(FailureCode.PROVIDER_ERROR));
        } else if (hasCalls && tools.isNameless()) {
            fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
        } else if (!text.isBegun() && !hasCalls && !isCutAtOnce()) {
            fail(Failure.of(FailureCode.PROVIDER_EMPTY));
        } else if (settle()) {
            call.callTools(hasCalls ? tools.whole() : List.of());
            handler.onCompleteResponse(response());
        }
    }

    private boolean isCutAtOnce() {
        return finish == FinishReason.LENGTH && mayBeEmpty;
    }

    void fail(Failure failure) {
        if (settle()) {
            handler.onError(failure.asException());
        }
    }

    /** The call was cancelled. */
    void abandon() {
        settle();
    }

    private synchronized boolean settle() {
        boolean first = !settled;
        settled = true;
        call.settle();
        return first;
    }

    /** Without the text, which was passed on already: collecting it again would hold it twice while the stream runs. */
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
