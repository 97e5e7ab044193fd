package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.runnel.FinishReason;
import dev.runnel.Usage;
import dev.runnel.provider.Provider;

/** A whole answer, and who gave it. */
public record Answer(String text, ModelEvent.Finished finished) {

    static Answer of(Provider provider, ChatResponse response) {
        return new Answer(response.aiMessage().text(), finished(provider, response, usage(response)));
    }

    /** What no provider reported is null, or null within. */
    static Usage usage(ChatResponse response) {
        TokenUsage reported = response.tokenUsage();
        return reported == null
                ? Usage.NONE
                : new Usage(orZero(reported.inputTokenCount()), orZero(reported.outputTokenCount()));
    }

    private static int orZero(Integer count) {
        return count == null ? 0 : count;
    }

    static ModelEvent.Finished finished(Provider provider, ChatResponse response, Usage usage) {
        return new ModelEvent.Finished(
                provider.name(),
                response.modelName() == null ? provider.model() : response.modelName(),
                response.finishReason() == dev.langchain4j.model.output.FinishReason.LENGTH
                        ? FinishReason.LENGTH
                        : FinishReason.STOP,
                usage);
    }
}
