package dev.runnel.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/** A provider that is reached over HTTP. */
record HttpProvider(String name, String model, ProviderEndpoint endpoint, ChatModel blocking) implements Provider {

    @Override
    public StreamingChatModel streaming(Cancellation cancellation) {
        return new HttpStreamingModel(endpoint, cancellation);
    }
}
