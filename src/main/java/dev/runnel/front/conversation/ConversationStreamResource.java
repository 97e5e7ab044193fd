package dev.runnel.front.conversation;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.NoContentException;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/**
 * Streamed replies: a {@code Multi} of frames inside a {@code Uni}. Any refusal must be known before the status line is
 * sent, and the framework sends that of a bare {@code Multi} before it subscribes. The wildcard selects {@code
 * EventStreamWriter}; without it the framework would use the writer for {@code String}.
 *
 * <p>Methods run on the event loop of the viewer's connection, on which the provider is called too, so no other thread
 * has to be woken between a request and its first token.
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

    /** Starts a reply; with an {@code Idempotency-Key} that was used before, returns the reply of that request. */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<? extends Multi<String>> ask(
            @PathParam("user_id") String user,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("Last-Event-ID") String lastEventId,
            ConversationRequest request,
            HttpServerRequest http) {
        Question question = ConversationRequest.toQuestion(user, request, key, http, config);
        long after = question.key().isPresent() ? Position.of(lastEventId, null) : Position.BEFORE_THE_FIRST;
        return replies.start(question)
                .map(reply -> replies.follow(question.user(), reply, after).map(SseFrame::data));
    }

    /** Resumes a reply after the last event that the viewer saw, as {@code EventSource} does. */
    @GET
    @Path("{reply_id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<? extends Multi<String>> resume(
            @PathParam("user_id") String user,
            @PathParam("reply_id") String reply,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("after") String after) {
        return follow(new UserId(user), new ReplyId(reply), Position.of(lastEventId, after));
    }

    /** The reply that is running in a session; 204 if none is. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<? extends Multi<String>> resumeRunning(
            @PathParam("user_id") String user,
            @QueryParam("session_id") String session,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("after") String after) {
        UserId userId = new UserId(user);
        long seen = Position.of(lastEventId, after);
        return replies.findRunning(userId, new SessionId(session))
                .map(reply -> reply.orElseThrow(NoContentException::new))
                .flatMap(reply -> follow(userId, reply, seen));
    }

    /** Ends a reply with the text so far. */
    @DELETE
    @Path("{reply_id}")
    public Uni<Void> stop(@PathParam("user_id") String user, @PathParam("reply_id") String reply) {
        return replies.stop(new UserId(user), new ReplyId(reply));
    }

    private Uni<? extends Multi<String>> follow(UserId user, ReplyId reply, long after) {
        return replies.isReadUpTo(user, reply, after).map(read -> {
            if (read) {
                // An EventSource reconnects after every end of a stream; only a 204 stops it.
                throw new NoContentException();
            }
            return replies.resume(user, reply, after).map(SseFrame::resumable);
        });
    }
}
