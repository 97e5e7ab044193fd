package dev.runnel.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.provider.Provider;
import dev.runnel.provider.ProviderCall;
import io.opentelemetry.api.trace.Span;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The model for the service's own questions beside a reply. It makes one attempt, and none while the provider's circuit
 * is open, because no reply depends on it. A call blocks its virtual thread; interrupting the thread closes the
 * provider's connection.
 */
@ApplicationScoped
@Startup
@Unremovable
@Typed(ChatModel.class)
@Identifier("background")
class BackgroundModel implements ChatModel {

    private final BackgroundConfig config;
    private final CallMetrics metrics;
    private final ProviderGuard guard;

    BackgroundModel(BackgroundConfig config, ProviderGuards guards, CallMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        String name = config.provider()
                .orElseGet(() -> guards.inOrder().getFirst().provider().name());
        this.guard = guards.inOrder().stream()
                .filter(candidate -> candidate.provider().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "RUNNEL_INSIGHT_PROVIDER is \"" + name + "\", which is not among RUNNEL_PROVIDERS."));
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        if (guard.circuit() == CircuitBreakerState.OPEN) {
            throw Failure.of(FailureCode.PROVIDER_UNAVAILABLE).asException();
        }
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        String model = config.model().orElse(guard.provider().model());
        // An AI service passes none of its parameters on to its model, so the parent span comes from the calling
        // thread.
        CallTiming timing = metrics.begin(guard.provider(), model, model, Span.current());
        ProviderCall call = new ProviderCall(timing.headers());
        ask(guard.provider(), call, request, answer);
        try {
            ChatResponse response = answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            timing.ended(response, call.billed());
            return response;
        } catch (TimeoutException e) {
            timing.failed(FailureCode.PROVIDER_TIMEOUT, call.billed());
            throw Failure.of(FailureCode.PROVIDER_TIMEOUT).asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            timing.cancelled(call.billed());
            throw new CancellationException();
        } catch (ExecutionException e) {
            timing.failed(FailureException.of(e.getCause()).code(), call.billed());
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } finally {
            call.cancel();
        }
    }

    private void ask(
            Provider provider, ProviderCall call, ChatRequest request, CompletableFuture<ChatResponse> answer) {
        ChatRequest named = config.model()
                .map(model -> ChatRequest.builder()
                        .messages(request.messages())
                        .responseFormat(request.responseFormat())
                        .modelName(model)
                        .build())
                .orElse(request);
        provider.whole(call).chat(named, new StreamingChatResponseHandler() {
            private final StringBuilder text = new StringBuilder();

            @Override
            public void onPartialResponse(String piece) {
                text.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response.toBuilder()
                        .aiMessage(AiMessage.from(text.toString()))
                        .build());
            }

            @Override
            public void onError(Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
    }
}
