package dev.runnel.model;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.provider.Provider;
import dev.runnel.provider.Providers;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Asks the first provider. */
@ApplicationScoped
class Failover implements ReplyModel {

    private final Providers providers;
    private final AssistantStream assistant;
    private final ModelConfig config;
    private final ExecutorService virtualThreads;

    Failover(
            Providers providers,
            AssistantStream assistant,
            ModelConfig config,
            @VirtualThreads ExecutorService virtualThreads) {
        this.virtualThreads = virtualThreads;
        this.providers = providers;
        this.assistant = assistant;
        this.config = config;
    }

    @Override
    public Multi<ModelEvent> stream(Prompt prompt) {
        return assistant.open(providers.inOrder().getFirst(), prompt);
    }

    @Override
    public Uni<Answer> answer(Prompt prompt) {
        return Uni.createFrom()
                .item(() -> answer(providers.inOrder().getFirst(), prompt))
                .runSubscriptionOn(virtualThreads);
    }

    private Answer answer(Provider provider, Prompt prompt) {
        List<ChatMessage> messages =
                List.of(SystemMessage.from(config.systemPrompt()), UserMessage.from(prompt.message()));
        ChatResponse response = provider.blocking()
                .chat(ChatRequest.builder()
                        .messages(ModelCall.withHistory(messages, prompt.history()))
                        .build());
        return new Answer(response.aiMessage().text(), AssistantStream.finished(provider, response));
    }
}
