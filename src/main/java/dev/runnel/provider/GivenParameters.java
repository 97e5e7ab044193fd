package dev.runnel.provider;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;

/**
 * The parameters of a call whose prompt is given by the caller. They carry that prompt, which takes the place of the
 * request's messages: LangChain4j's own messages refuse empty texts, and its parameters know neither a seed nor
 * definitions in JSON.
 */
public final class GivenParameters extends DefaultChatRequestParameters {

    private final GivenPrompt prompt;

    private GivenParameters(Builder<?> builder, GivenPrompt prompt) {
        super(builder);
        this.prompt = prompt;
    }

    /** @param model the model to ask for */
    public static GivenParameters of(GivenPrompt prompt, String model) {
        Builder<?> builder = builder();
        builder.modelName(model);
        return new GivenParameters(builder, prompt);
    }

    /** What the caller of this request has asked for; nothing if no prompt was given. */
    static ReplyOptions options(ChatRequest request) {
        return request.parameters() instanceof GivenParameters given ? given.prompt.options() : ReplyOptions.NONE;
    }

    GivenPrompt prompt() {
        return prompt;
    }

    /** Two calls are never the same. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
