package dev.runnel.front.conversation;

import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.HistoryService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Reads, lists and erases conversations. */
@Path(ConversationResource.PATH)
class HistoryResource {

    private final HistoryService histories;

    HistoryResource(HistoryService histories) {
        this.histories = histories;
    }

    /** Lists the user's conversations, the most recently used first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<HistoryResponse.Sessions> list(@PathParam("user_id") String user) {
        return histories.list(new UserId(user)).map(HistoryResponse.Sessions::of);
    }

    /**
     * One conversation.
     *
     * @param all {@code true} for the turns of all branches
     */
    @GET
    @Path("{session_id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<HistoryResponse> read(
            @PathParam("user_id") String user, @PathParam("session_id") String session, @QueryParam("all") String all) {
        return histories
                .read(new UserId(user), new SessionId(session), "true".equals(all))
                .map(HistoryResponse::of);
    }

    /** Makes another branch the current one. */
    @PATCH
    @Path("{session_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> change(
            @PathParam("user_id") String user, @PathParam("session_id") String session, ConversationChange change) {
        return histories.choose(new UserId(user), new SessionId(session), ConversationChange.branchOf(change));
    }

    /** Erases one conversation, with its replies. */
    @DELETE
    @Path("{session_id}")
    public Uni<Void> erase(@PathParam("user_id") String user, @PathParam("session_id") String session) {
        return histories.erase(new UserId(user), new SessionId(session));
    }

    /** Erases all data of the user. */
    @DELETE
    public Uni<Void> eraseAll(@PathParam("user_id") String user) {
        return histories.eraseAll(new UserId(user));
    }
}
