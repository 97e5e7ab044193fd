package dev.runnel.front.aisdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.FrontEndProcess;

/** A chat of the AI SDK in a process of its own, as its page sees it. */
final class AiSdkChat extends FrontEndProcess {

    AiSdkChat(String api, String chat) {
        super("ai-sdk.mjs", api, chat);
    }

    private AiSdkChat(String api, String chat, String transport) {
        super("ai-sdk.mjs", api, chat, transport);
    }

    /** With {@code WebSocketChatTransport}. */
    static AiSdkChat onSocket(String api, String chat) {
        return new AiSdkChat(api, chat, "socket");
    }

    /** {@code send TEXT}, {@code regenerate}, {@code resume}, {@code stop} and so on: see the script. */
    AiSdkChat does(String command) {
        tell(command);
        return this;
    }

    /** With the model's last message so far. */
    JsonNode awaitText(String text) {
        return await(state -> textOf(state).equals(text));
    }

    JsonNode awaitStatus(String status) {
        return await(state -> state.path("status").asText().equals(status));
    }

    /** Of the last message. */
    static String textOf(JsonNode state) {
        return lastMessage(state).path("text").asText();
    }

    static JsonNode lastMessage(JsonNode state) {
        JsonNode messages = state.path("messages");
        return messages.path(messages.size() - 1);
    }
}
