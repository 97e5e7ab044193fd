package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.UserId;
import dev.runnel.http.StrictJson;
import dev.runnel.http.socket.ClientSocket;
import dev.runnel.http.socket.SocketDialogue;
import dev.runnel.http.socket.SocketLanguage;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Responses over a socket, as OpenAI's guide describes its WebSocket mode (developers.openai.com, websocket-mode). */
@Singleton
class ResponsesSocket implements SocketLanguage {

    private final ReplyService replies;
    private final ResponseHistory history;
    private final ResponseReader reader;
    private final StrictJson json;

    ResponsesSocket(ReplyService replies, HistoryService histories, ResponseReader reader, StrictJson json) {
        this.replies = replies;
        this.history = new ResponseHistory(histories, replies);
        this.reader = reader;
        this.json = json;
    }

    @Override
    public String path() {
        return ResponsesResource.PATH;
    }

    @Override
    public SocketDialogue begin(ClientSocket socket) {
        return new ResponsesDialogue(socket, this);
    }

    ReplyService replies() {
        return replies;
    }

    ResponseHistory history() {
        return history;
    }

    JsonNode read(String message) {
        return json.read(message, JsonNode.class);
    }

    /** Fails with a {@code FailureException} that says what is wrong with it. */
    Uni<ResponsesRequest> request(UserId user, JsonNode body) {
        return reader.request(user, body);
    }
}
