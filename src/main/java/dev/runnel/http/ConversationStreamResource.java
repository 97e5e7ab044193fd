package dev.runnel.http;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/**
 * Replies as they are made.
 *
 * <p>Methods run on a virtual thread up to the moment when they return their stream, because a stream's status line is
 * sent before the stream is subscribed: whatever may refuse the request has to be waited for here. No thread is held
 * while the reply runs.
 */
@Path(ConversationStreamResource.PATH)
@Blocking
@RunOnVirtualThread
class ConversationStreamResource {

    static final String PATH = "/api/conversation-stream/{user_id}";

    private final ReplyService replies;
    private final HttpConfig config;

    ConversationStreamResource(ReplyService replies, HttpConfig config) {
        this.replies = replies;
        this.config = config;
    }

    /** A new reply; with an {@code Idempotency-Key} that was used before, the reply of then. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> ask(
            @PathParam("user_id") String user,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("Last-Event-ID") String lastEventId,
            ConversationRequest request,
            HttpServerRequest http,
            HttpServerResponse response) {
        Question question = ConversationRequest.toQuestion(user, request, key, http, config);
        long after = question.key().isPresent() ? Position.of(lastEventId, null) : Position.BEFORE_THE_FIRST;
        ReplyId reply = replies.start(question).await().indefinitely();
        SseFrame.prepare(response);
        return replies.follow(question.user(), reply, after).map(SseFrame::data);
    }

    /** A reply again, from after the last event that the viewer saw: the form that {@code EventSource} understands. */
    @GET
    @Path("{reply_id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> resume(
            @PathParam("user_id") String user,
            @PathParam("reply_id") String reply,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("after") String after,
            HttpServerResponse response,
            @Context Sse sse) {
        return follow(new UserId(user), new ReplyId(reply), Position.of(lastEventId, after), response, sse);
    }

    /** The reply that runs in a session; 204 when none does. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> resumeRunning(
            @PathParam("user_id") String user,
            @QueryParam("session_id") String session,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("after") String after,
            HttpServerResponse response,
            @Context Sse sse) {
        UserId userId = new UserId(user);
        ReplyId reply = replies.findRunning(userId, new SessionId(session))
                .await()
                .indefinitely()
                .orElseThrow(NoContentException::new);
        return follow(userId, reply, Position.of(lastEventId, after), response, sse);
    }

    /** Ends a reply with what it has. */
    @DELETE
    @Path("{reply_id}")
    public void stop(@PathParam("user_id") String user, @PathParam("reply_id") String reply) {
        replies.stop(new UserId(user), new ReplyId(reply)).await().indefinitely();
    }

    private Multi<OutboundSseEvent> follow(
            UserId user, ReplyId reply, long after, HttpServerResponse response, Sse sse) {
        if (replies.isReadUpTo(user, reply, after).await().indefinitely()) {
            // An EventSource comes back after every end of a stream; this is what makes it stay away.
            throw new NoContentException();
        }
        SseFrame.prepare(response);
        return replies.resume(user, reply, after).map(event -> SseFrame.event(sse, event));
    }
}
