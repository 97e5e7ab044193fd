package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.TokenStream;
import dev.runnel.FinishReason;
import dev.runnel.Usage;
import dev.runnel.provider.Cancellation;
import dev.runnel.provider.Provider;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;

/** One attempt at one provider, as a stream: nothing is retried, nothing is mended here. */
@ApplicationScoped
class AssistantStream {

    /** Who listens asks for all there is, so this fills only while a slow thread takes over; beyond it the reply fails. */
    private static final int BUFFER = 256;

    private final Assistant assistant;
    private final ModelConfig config;

    AssistantStream(Assistant assistant, ModelConfig config) {
        this.assistant = assistant;
        this.config = config;
    }

    /** Cold: each subscription is one call to the provider, and cancelling it closes the provider's connection. */
    Multi<ModelEvent> open(Provider provider, Prompt prompt) {
        return Multi.createFrom().emitter(emitter -> start(provider, prompt, emitter), BUFFER);
    }

    private void start(Provider provider, Prompt prompt, MultiEmitter<? super ModelEvent> emitter) {
        Cancellation cancellation = new Cancellation();
        emitter.onTermination(cancellation::cancel);
        emitter.emit(new ModelEvent.Asked(provider.name(), provider.model()));
        TokenStream tokens = assistant
                .reply(config.systemPrompt(), prompt.message())
                .onPartialResponse(text -> emitter.emit(new ModelEvent.Token(text)))
                .onCompleteResponse(
                        response -> emitter.emit(finished(provider, response)).complete())
                .onError(emitter::fail);
        ModelCall call = new ModelCall(provider.streaming(cancellation), prompt.history());
        ScopedValue.where(ModelCall.CURRENT, call).run(tokens::start);
    }

    static ModelEvent.Finished finished(Provider provider, ChatResponse response) {
        String model = response.modelName() == null ? provider.model() : response.modelName();
        FinishReason reason = response.finishReason() == dev.langchain4j.model.output.FinishReason.LENGTH
                ? FinishReason.LENGTH
                : FinishReason.STOP;
        Usage usage = response.tokenUsage() == null
                ? Usage.NONE
                : new Usage(
                        response.tokenUsage().inputTokenCount(),
                        response.tokenUsage().outputTokenCount());
        return new ModelEvent.Finished(provider.name(), model, reason, usage);
    }
}
