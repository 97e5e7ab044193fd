package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * A provider that is called over HTTP, without a thread for each call. LangChain4j's own models are not used:
 * cancelling them leaves the provider's connection open (and billing), and a reply that was cut looks complete.
 */
record HttpProvider(ProviderSettings settings, ProviderEndpoint endpoint) implements Provider {

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String model() {
        return settings.model();
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
                new Exchange(endpoint, call, new CallResult(handler, call), streamed).start(request);
            }
        };
    }
}
