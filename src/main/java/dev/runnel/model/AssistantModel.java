package dev.runnel.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * The single model of the AI service. It passes each call to the provider that the call names, and puts the
 * instructions and the history before the message.
 */
final class AssistantModel implements StreamingChatModel {

    /** How the AI service finds its model. */
    public static final class Supplier implements java.util.function.Supplier<StreamingChatModel> {
        @Override
        public StreamingChatModel get() {
            return new AssistantModel();
        }
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ModelCall call = ModelCall.CURRENT.get();
        // Not chat: it would replace a given prompt's parameters by LangChain4j's own.
        call.model().doChat(call.request(request.messages().getLast()), handler);
    }
}
