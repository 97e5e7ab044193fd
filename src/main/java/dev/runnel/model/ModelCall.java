package dev.runnel.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes with one call of the AI service beside the message: who answers, how, and what was said before.
 *
 * @param model the provider's model for this one call
 * @param instructions the system message; empty for none
 * @param history goes between that and the user's message
 */
record ModelCall(StreamingChatModel model, String instructions, List<Message> history) {

    /** Bound while a call starts, and only then. */
    static final ScopedValue<ModelCall> CURRENT = ScopedValue.newInstance();

    /** All that a provider is sent, in its order. */
    static ChatRequest request(String instructions, List<Message> history, ChatMessage message) {
        List<ChatMessage> all = new ArrayList<>(history.size() + 2);
        if (!instructions.isEmpty()) {
            all.add(SystemMessage.from(instructions));
        }
        history.stream()
                .filter(earlier -> !earlier.text().isEmpty())
                .map(ModelCall::chatMessage)
                .forEach(all::add);
        all.add(message);
        return ChatRequest.builder().messages(all).build();
    }

    private static ChatMessage chatMessage(Message message) {
        return switch (message.role()) {
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }
}
