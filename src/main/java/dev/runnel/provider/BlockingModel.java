package dev.runnel.provider;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;

/** An extension's own chat model, with its failures told in Runnel's words and a cut reply told as a failure. */
record BlockingModel(ChatModel extension, WireFormat wire, ProviderCall call) implements ChatModel {

    @Override
    public ChatResponse chat(ChatRequest request) {
        ChatResponse response;
        try {
            response =
                    ScopedValue.where(BlockingRequests.HEADERS, call.headers()).call(() -> extension.chat(request));
        } catch (RuntimeException e) {
            throw classify(e).asException();
        }
        FinishReason finish = response.finishReason();
        if (finish == FinishReason.STOP || finish == FinishReason.LENGTH) {
            return response;
        }
        throw Failure.of(codeOf(finish)).asException();
    }

    private static FailureCode codeOf(FinishReason finish) {
        if (finish == null) {
            return FailureCode.PROVIDER_CUT;
        }
        return finish == FinishReason.CONTENT_FILTER ? FailureCode.CONTENT_FILTERED : FailureCode.PROVIDER_ERROR;
    }

    /** The clients wrap what went wrong in layers of their own; the first layer that tells something decides. */
    private Failure classify(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailureException known) {
                return known.failure();
            }
            if (cause instanceof HttpException http) {
                return wire.refusal(
                        http.statusCode(), String.valueOf(http.getMessage()).getBytes(StandardCharsets.UTF_8));
            }
            if (cause instanceof TimeoutException || cause instanceof dev.langchain4j.exception.TimeoutException) {
                return Failure.of(FailureCode.PROVIDER_TIMEOUT);
            }
            if (cause instanceof JacksonException) {
                return Failure.of(FailureCode.PROVIDER_MALFORMED);
            }
        }
        return Failure.of(FailureCode.PROVIDER_UNAVAILABLE);
    }
}
