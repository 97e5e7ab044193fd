package dev.runnel.front.aisdk;

import dev.runnel.http.HttpConfig;
import dev.runnel.http.StrictJson;
import dev.runnel.http.socket.ClientSocket;
import dev.runnel.http.socket.SocketDialogue;
import dev.runnel.http.socket.SocketLanguage;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.ReplyService;
import jakarta.inject.Singleton;

/** UI message streams over a socket, at the address for {@code WebSocketChatTransport}. */
@Singleton
class AiSdkSocket implements SocketLanguage {

    private final ReplyService replies;
    private final HistoryService histories;
    private final StrictJson json;
    private final HttpConfig config;

    AiSdkSocket(ReplyService replies, HistoryService histories, StrictJson json, HttpConfig config) {
        this.replies = replies;
        this.histories = histories;
        this.json = json;
        this.config = config;
    }

    @Override
    public String path() {
        return AiSdkResource.PATH + "/socket";
    }

    @Override
    public SocketDialogue begin(ClientSocket socket) {
        return new AiSdkDialogue(socket, replies, new AiSdkReplies(replies, histories), json, config);
    }
}
