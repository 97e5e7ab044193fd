package dev.runnel.front.conversation;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.reply.WaitingMessages;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Reads, changes and withdraws the messages that wait in a conversation. */
@Path(ConversationResource.PATH)
class QueueResource {

    static final String ALL = "{session_id}/queue";
    static final String ONE = ALL + "/{reply_id}";

    private final WaitingMessages waiting;
    private final HttpConfig config;

    QueueResource(WaitingMessages waiting, HttpConfig config) {
        this.waiting = waiting;
        this.config = config;
    }

    /** The messages that wait, in the order in which they will be asked. */
    @GET
    @Path(ALL)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<QueueResponse> list(@PathParam("user_id") String user, @PathParam("session_id") String session) {
        return waiting.list(new UserId(user), new SessionId(session)).map(QueueResponse::of);
    }

    /** Changes what is asked, or when. */
    @PATCH
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<QueueResponse.Entry> change(
            @PathParam("user_id") String user,
            @PathParam("session_id") String session,
            @PathParam("reply_id") String reply,
            QueueChange change) {
        UserId userId = new UserId(user);
        SessionId sessionId = new SessionId(session);
        ReplyId replyId = new ReplyId(reply);
        QueueChange checked = QueueChange.checked(change);
        return waiting.change(userId, sessionId, replyId, checked.text(config), checked.time())
                .map(QueueResponse.Entry::of);
    }

    /** Withdraws a message; does nothing if it does not wait any more. */
    @DELETE
    @Path(ONE)
    public Uni<Void> withdraw(
            @PathParam("user_id") String user,
            @PathParam("session_id") String session,
            @PathParam("reply_id") String reply) {
        return waiting.withdraw(new UserId(user), new SessionId(session), new ReplyId(reply));
    }
}
