package dev.runnel.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/** A place that answers prompts. */
public interface Provider {

    /** The name in the configuration, in metrics and in the {@code complete} event, for example {@code openai}. */
    String name();

    /** The model that is asked for; what answers may name itself more precisely. */
    String model();

    /**
     * A model for one call. Its handler is called on the provider connection's event loop: never block there. A call
     * succeeds only with the provider's own finish reason; else {@code onError} receives a {@code FailureException}.
     *
     * @param cancellation closes the provider's connection at once, before the first token too
     */
    StreamingChatModel streaming(Cancellation cancellation);

    /**
     * The same without streaming, through the extension's own client; blocks its caller, so never call it on an event
     * loop. Throws a {@code FailureException}.
     */
    ChatModel blocking();
}
