package dev.runnel.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Message;
import dev.runnel.provider.GivenParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to one call of the AI service beside the message: the model, the instructions, and the prompt.
 *
 * @param model the provider's model for this one call
 * @param modelName its name
 * @param instructions the system message; empty for none
 * @param prompt its history goes between that and the user's message; a given prompt takes the place of all
 */
record ModelCall(StreamingChatModel model, String modelName, String instructions, Prompt prompt) {

    private static final String PARAGRAPH = "\n\n";

    /** Bound only while a call starts. */
    static final ScopedValue<ModelCall> CURRENT = ScopedValue.newInstance();

    /** Everything that the provider is sent. */
    ChatRequest request(ChatMessage message) {
        return prompt.given()
                .map(given -> ChatRequest.builder()
                        .messages(message)
                        .parameters(GivenParameters.of(
                                ContextMessages.spelledOut(given.instructed(instructions)), modelName))
                        .build())
                .orElseGet(() -> request(instructions, prompt.history(), message));
    }

    /**
     * Everything that a provider is sent, in order. The roles of user and assistant alternate, which some models
     * require: a question that got no answer is joined with the next one.
     */
    static ChatRequest request(String instructions, List<Message> history, ChatMessage message) {
        List<ChatMessage> all = new ArrayList<>(history.size() + 2);
        if (!instructions.isEmpty()) {
            all.add(SystemMessage.from(instructions));
        }
        history.stream()
                .filter(earlier -> !earlier.text().isEmpty())
                .map(ModelCall::chatMessage)
                .forEach(next -> add(all, next));
        add(all, message);
        return ChatRequest.builder().messages(all).build();
    }

    private static void add(List<ChatMessage> all, ChatMessage next) {
        ChatMessage last = all.isEmpty() ? null : all.getLast();
        if (last instanceof UserMessage before && next instanceof UserMessage now) {
            all.set(all.size() - 1, UserMessage.from(joined(before.singleText(), now.singleText())));
        } else if (last instanceof AiMessage before && next instanceof AiMessage now) {
            all.set(all.size() - 1, AiMessage.from(joined(before.text(), now.text())));
        } else {
            all.add(next);
        }
    }

    /** A question that was repeated in the same words is sent once. */
    private static String joined(String before, String now) {
        return before.equals(now) || before.endsWith(PARAGRAPH + now) ? before : before + PARAGRAPH + now;
    }

    private static ChatMessage chatMessage(Message message) {
        return switch (message.role()) {
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }
}
