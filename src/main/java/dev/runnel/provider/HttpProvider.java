package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.runnel.GivenPrompt;

/**
 * A provider that is called over HTTP, without a thread for each call. LangChain4j's own models are not used:
 * cancelling them leaves the provider's connection open (and billing), and a reply that was cut looks complete.
 */
record HttpProvider(ProviderSettings settings, ProviderEndpoint endpoint, String model) implements Provider {

    /** For callers that ask for a model which is not configured. */
    private static final String OTHER_MODEL = "other";

    HttpProvider(ProviderSettings settings, ProviderEndpoint endpoint) {
        this(settings, endpoint, settings.model());
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String measuredModel() {
        return model.equals(settings.model()) ? model : OTHER_MODEL;
    }

    @Override
    public Provider asking(String other) {
        return other.equals(model) ? this : new HttpProvider(settings, endpoint, other);
    }

    @Override
    public boolean canTake(GivenPrompt prompt) {
        return endpoint.wire().canTake(model, prompt);
    }

    @Override
    public ProviderLimits limits() {
        return settings.limits();
    }

    @Override
    public Reservation reserve() {
        return endpoint.reserve();
    }

    @Override
    public StreamingChatModel streaming(ProviderCall call) {
        return model(call, true);
    }

    @Override
    public StreamingChatModel whole(ProviderCall call) {
        return model(call, false);
    }

    private StreamingChatModel model(ProviderCall call, boolean streamed) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                CallResult result =
                        new CallResult(handler, call, GivenParameters.options(request), settings.showsReasoning());
                new Exchange(endpoint, call, result, streamed).start(request);
            }
        };
    }
}
