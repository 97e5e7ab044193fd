package dev.runnel.front.socket;

import dev.runnel.http.HttpConfig;
import dev.runnel.http.StrictJson;
import dev.runnel.http.socket.ClientSocket;
import dev.runnel.http.socket.SocketDialogue;
import dev.runnel.http.socket.SocketLanguage;
import dev.runnel.reply.ReplyService;
import jakarta.inject.Singleton;

/** Runnel's own words over a socket. */
@Singleton
class ConversationSocket implements SocketLanguage {

    private final ReplyService replies;
    private final StrictJson json;
    private final HttpConfig config;

    ConversationSocket(ReplyService replies, StrictJson json, HttpConfig config) {
        this.replies = replies;
        this.json = json;
        this.config = config;
    }

    @Override
    public String path() {
        return "/api/conversation-socket/{user_id}";
    }

    @Override
    public SocketDialogue begin(ClientSocket socket) {
        return new ConversationDialogue(socket, replies, json, config);
    }
}
