package dev.runnel.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.runnel.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call of the AI service cannot carry in its parameters: who answers, and what was said before.
 *
 * @param model the provider's model for this one call
 * @param history goes between the system message and the user's
 */
record ModelCall(StreamingChatModel model, List<Message> history) {

    /** Bound while a call starts, and only then. */
    static final ScopedValue<ModelCall> CURRENT = ScopedValue.newInstance();

    /** The AI service's messages, with the history in its place. */
    static List<ChatMessage> withHistory(List<ChatMessage> messages, List<Message> history) {
        List<ChatMessage> all = new ArrayList<>(messages.size() + history.size());
        int last = messages.size() - 1;
        all.addAll(messages.subList(0, last));
        history.stream()
                .filter(message -> !message.text().isEmpty())
                .map(ModelCall::chatMessage)
                .forEach(all::add);
        all.add(messages.get(last));
        return all;
    }

    private static ChatMessage chatMessage(Message message) {
        return switch (message.role()) {
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }
}
