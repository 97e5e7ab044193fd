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
 * once. Success needs the provider's finish reason.
 */
final class Outcome {

    private final StreamingChatResponseHandler handler;
    private final ProviderCall call;
    private String heldBack = "";
    private FinishReason finish;
    private Usage usage;
    private String model;
    private volatile boolean settled;

    Outcome(StreamingChatResponseHandler handler, ProviderCall call) {
        this.handler = handler;
        this.call = call;
    }

    void add(WireChunk chunk) {
        finish = chunk.finish() != null ? chunk.finish() : finish;
        if (chunk.usage() != null) {
            usage = chunk.usage();
            call.bill(usage);
        }
        model = chunk.model() != null ? chunk.model() : model;
        String piece = heldBack.isEmpty() ? chunk.text() : heldBack + chunk.text();
        // Half a surrogate pair is no character: UTF-8 would turn it into a question mark for good.
        boolean split = !piece.isEmpty() && Character.isHighSurrogate(piece.charAt(piece.length() - 1));
        heldBack = split ? piece.substring(piece.length() - 1) : "";
        pass(split ? piece.substring(0, piece.length() - 1) : piece);
    }

    private void pass(String piece) {
        if (!piece.isEmpty()) {
            handler.onPartialResponse(piece);
        }
    }

    boolean isSettled() {
        return settled;
    }

    boolean isFinished() {
        return finish != null;
    }

    /** No more will come: the finish reason, or its absence, decides. */
    void endOfStream() {
        if (isFinished()) {
            succeed();
        } else {
            fail(Failure.of(FailureCode.PROVIDER_CUT));
        }
    }

    private void succeed() {
        if (finish == FinishReason.CONTENT_FILTER) {
            fail(Failure.of(FailureCode.CONTENT_FILTERED));
        } else if (finish == FinishReason.OTHER) {
            fail(Failure.of(FailureCode.PROVIDER_ERROR));
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
