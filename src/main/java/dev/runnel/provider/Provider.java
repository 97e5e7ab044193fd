package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.runnel.GivenPrompt;

/** A provider of AI models. */
public interface Provider {

    /** The name in the configuration, in metrics and in the {@code complete} event, for example {@code openai}. */
    String name();

    /** The model that is asked for; answers may name it more precisely. */
    String model();

    /** The model's name in metrics: one of few, whatever callers ask for. */
    default String measuredModel() {
        return model();
    }

    /** The same provider for calls that ask for another model; itself if it has only one. */
    default Provider asking(String model) {
        return this;
    }

    /** Whether its format has words for all of this prompt. */
    default boolean canTake(GivenPrompt prompt) {
        return true;
    }

    /** The provider's own time limits. */
    default ProviderLimits limits() {
        return ProviderLimits.NONE;
    }

    /**
     * Reserves an idle connection for a streamed call that the calling event loop is about to make. It opens no
     * connection and waits for none. Must be released if the call is not made.
     */
    Reservation reserve();

    /**
     * A model for one streamed call. Its handler is called on the event loop of the provider's connection: never block
     * there. A call succeeds only with the provider's own finish reason; otherwise {@code onError} receives a {@code
     * FailureException}.
     *
     * @param call cancelling it closes the provider's connection at once, also before the first token
     */
    StreamingChatModel streaming(ProviderCall call);

    /**
     * The same without streaming, for the service's own questions, for clients that cannot stream, and for a provider
     * whose streaming is broken: the whole text arrives at once and is passed on in pieces.
     */
    StreamingChatModel whole(ProviderCall call);
}
