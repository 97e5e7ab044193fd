package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;

/** A place that answers prompts. */
public interface Provider {

    /** The name in the configuration, in metrics and in the {@code complete} event, for example {@code openai}. */
    String name();

    /** The model that is asked for; what answers may name itself more precisely. */
    String model();

    /** The limits on time that are this provider's own. */
    default ProviderLimits limits() {
        return ProviderLimits.NONE;
    }

    /**
     * Keeps a free connection for a streamed call that the calling event loop is about to make; opens none, and waits for
     * none. Has to be released when the call is not made.
     */
    Reservation reserve();

    /**
     * A model for one call. Its handler is called on the provider connection's event loop: never block there. A call
     * succeeds only with the provider's own finish reason; else {@code onError} receives a {@code FailureException}.
     *
     * @param call cancelling it closes the provider's connection at once, before the first token too
     */
    StreamingChatModel streaming(ProviderCall call);

    /**
     * The same over the provider's call without streaming, for clients that cannot stream, for the service's own
     * questions, and for when only a provider's streaming is broken: the whole text arrives at once and is handed on in
     * pieces.
     */
    StreamingChatModel whole(ProviderCall call);
}
