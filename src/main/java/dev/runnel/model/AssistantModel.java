package dev.runnel.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** The AI service's one model: hands each call to the provider that the call names, with what goes before its message. */
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
        ChatRequest whole = ModelCall.request(
                call.instructions(), call.history(), request.messages().getLast());
        call.model().chat(whole, handler);
    }
}
