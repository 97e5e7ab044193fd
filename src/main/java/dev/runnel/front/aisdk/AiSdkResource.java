package dev.runnel.front.aisdk;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.NoContentException;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
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
 * Replies as UI message streams, at the paths that {@code DefaultChatTransport} uses. A resumed stream begins with the
 * reply's first event, too, because the client then builds the whole message again.
 */
@Path(AiSdkResource.PATH)
class AiSdkResource {

    static final String PATH = "/api/ai-sdk/{user_id}";
    static final String STREAM = "{chat_id}/stream";

    private static final long BEFORE_THE_FIRST = -1;

    private final ReplyService replies;
    private final HttpConfig config;

    AiSdkResource(ReplyService replies, HttpConfig config) {
        this.replies = replies;
        this.config = config;
    }

    /** Starts a reply; if the message was sent before, returns its reply. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<? extends Multi<String>> ask(
            @PathParam("user_id") String user,
            @HeaderParam("Idempotency-Key") String key,
            AiSdkRequest request,
            RoutingContext context) {
        ClientAddress address =
                new ClientAddress(context.request().remoteAddress().hostAddress());
        Question question = AiSdkRequest.toQuestion(user, request, key, address, config);
        nameStream(context);
        return replies.start(question)
                .map(started -> AiSdkFrames.of(
                        started.reply(), replies.follow(question.user(), started.reply(), started.after())));
    }

    /**
     * The reply that runs in a chat; 204 if none runs.
     *
     * @param message the id of a message that was cut off; then that message is sent, even if its reply has ended
     *     meanwhile
     */
    @GET
    @Path(STREAM)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<? extends Multi<String>> resume(
            @PathParam("user_id") String user,
            @PathParam("chat_id") String chat,
            @QueryParam("message_id") String message,
            RoutingContext context) {
        UserId userId = new UserId(user);
        SessionId session = new SessionId(chat);
        nameStream(context);
        Uni<ReplyId> wanted = message == null
                ? running(userId, session, new NoContentException())
                : replyOf(userId, message)
                        .onFailure(AiSdkResource::isUnknown)
                        .recoverWithUni(() -> running(
                                userId,
                                session,
                                Failure.of(FailureCode.REPLY_UNKNOWN).asException()));
        return wanted.map(reply -> AiSdkFrames.of(reply, replies.resume(userId, reply, BEFORE_THE_FIRST)));
    }

    /** Ends the reply that runs in a chat; its text so far is kept. */
    @DELETE
    @Path(STREAM)
    public Uni<Void> stop(@PathParam("user_id") String user, @PathParam("chat_id") String chat) {
        return replies.stopRunning(new UserId(user), new SessionId(chat));
    }

    private Uni<ReplyId> running(UserId user, SessionId session, RuntimeException ifNone) {
        return replies.findRunning(user, session).map(found -> found.orElseThrow(() -> ifNone));
    }

    private Uni<ReplyId> replyOf(UserId user, String message) {
        return Uni.createFrom().deferred(() -> {
            ReplyId reply = new ReplyId(message);
            return replies.isReadUpTo(user, reply, BEFORE_THE_FIRST).replaceWith(reply);
        });
    }

    private static boolean isUnknown(Throwable thrown) {
        return thrown instanceof FailureException known && known.failure().code() == FailureCode.REPLY_UNKNOWN;
    }

    /** Adds the protocol's header to a stream. Done when the head is sent, because a refusal must not have it. */
    private static void nameStream(RoutingContext context) {
        context.addHeadersEndHandler(sending -> {
            HttpServerResponse response = context.response();
            if (response.getStatusCode() == 200) {
                response.putHeader("x-vercel-ai-ui-message-stream", "v1");
            }
        });
    }
}
