package dev.runnel.http;

import dev.runnel.ReplyId;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Replies as they are made.
 *
 * <p>Methods run on a virtual thread up to the moment when they return their stream, because a stream's status line is
 * sent before the stream is subscribed: whatever may refuse the request has to be waited for here. No thread is held
 * while the reply runs.
 */
@Path(ConversationStreamResource.PATH)
class ConversationStreamResource {

    static final String PATH = "/api/conversation-stream/{user_id}";

    private final ReplyService replies;
    private final HttpConfig config;

    ConversationStreamResource(ReplyService replies, HttpConfig config) {
        this.replies = replies;
        this.config = config;
    }

    @POST
    @Blocking
    @RunOnVirtualThread
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> ask(
            @PathParam("user_id") String user, ConversationRequest request, HttpServerResponse response) {
        Question question = ConversationRequest.toQuestion(user, request, config);
        ReplyId reply = replies.start(question).await().indefinitely();
        SseFrame.prepare(response);
        return replies.follow(question.user(), reply, -1).map(SseFrame::data);
    }
}
