package dev.runnel.front.conversation;

import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.HistoryService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Transcripts, the list of conversations, and erasure. */
@Path(ConversationResource.PATH)
class HistoryResource {

    private final HistoryService histories;

    HistoryResource(HistoryService histories) {
        this.histories = histories;
    }

    /** The user's conversations, the last used first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<HistoryResponse.Sessions> list(@PathParam("user_id") String user) {
        return histories.list(new UserId(user)).map(HistoryResponse.Sessions::of);
    }

    /** One conversation. */
    @GET
    @Path("{session_id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<HistoryResponse> read(@PathParam("user_id") String user, @PathParam("session_id") String session) {
        return histories.read(new UserId(user), new SessionId(session)).map(HistoryResponse::of);
    }

    /** Erases one conversation, with its replies. */
    @DELETE
    @Path("{session_id}")
    public Uni<Void> erase(@PathParam("user_id") String user, @PathParam("session_id") String session) {
        return histories.erase(new UserId(user), new SessionId(session));
    }

    /** Erases everything of the user. */
    @DELETE
    public Uni<Void> eraseAll(@PathParam("user_id") String user) {
        return histories.eraseAll(new UserId(user));
    }
}
