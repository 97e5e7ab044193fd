package dev.runnel.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Function;

/**
 * A provider that is reached over HTTP, without a thread of its own per call. The stock streaming models would not do:
 * cancelling them leaves the provider's connection open (and billing), and a reply that was cut looks like success.
 */
record HttpProvider(ProviderSettings settings, ProviderEndpoint endpoint, ChatModel extension) implements Provider {

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
        return model(call, outcome -> new StreamedBody(endpoint, outcome));
    }

    @Override
    public StreamingChatModel whole(ProviderCall call) {
        return model(call, outcome -> new WholeBody(endpoint, outcome));
    }

    @Override
    public ChatModel blocking(ProviderCall call) {
        return new BlockingModel(extension, endpoint.wire(), call);
    }

    private StreamingChatModel model(ProviderCall call, Function<Outcome, ResponseBody> reader) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                Outcome outcome = new Outcome(handler, call);
                new Exchange(endpoint, call, outcome, reader.apply(outcome)).start(request);
            }
        };
    }
}
