package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * One streaming call to a provider over HTTP, without a thread of its own. The stock streaming models would not do:
 * cancelling them leaves the provider's connection open (and billing), and a reply that was cut looks like success.
 */
final class HttpStreamingModel implements StreamingChatModel {

    private final ProviderEndpoint endpoint;
    private final Cancellation cancellation;

    HttpStreamingModel(ProviderEndpoint endpoint, Cancellation cancellation) {
        this.endpoint = endpoint;
        this.cancellation = cancellation;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        new StreamExchange(endpoint, handler, cancellation).start(request.messages());
    }
}
