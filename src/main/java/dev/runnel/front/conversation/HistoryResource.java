package dev.runnel.front.conversation;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.History;
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
import java.util.Optional;

/** Reads, lists and erases conversations. */
@Path(ConversationResource.PATH)
class HistoryResource {

    private final HistoryService histories;

    HistoryResource(HistoryService histories) {
        this.histories = histories;
    }

    /**
     * The user's conversations, the last used first.
     *
     * @param words only those that have all these words
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<SessionsResponse> list(@PathParam("user_id") String user, @QueryParam("q") String words) {
        UserId userId = new UserId(user);
        return (words == null ? histories.list(userId) : histories.search(userId, words)).map(SessionsResponse::of);
    }

    /**
     * One conversation.
     *
     * @param all {@code true} for the turns of all branches
     * @param before only the turns before this one
     */
    @GET
    @Path("{session_id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<HistoryResponse> read(
            @PathParam("user_id") String user,
            @PathParam("session_id") String session,
            @QueryParam("all") String all,
            @QueryParam("before") String before) {
        History.Part part =
                new History.Part("true".equals(all), Optional.ofNullable(before).map(ReplyId::new));
        return histories.read(new UserId(user), new SessionId(session), part).map(HistoryResponse::of);
    }

    /** Gives it another title, or makes another branch the current one. */
    @PATCH
    @Path("{session_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> change(
            @PathParam("user_id") String user, @PathParam("session_id") String session, ConversationChange change) {
        UserId userId = new UserId(user);
        SessionId sessionId = new SessionId(session);
        ConversationChange checked = ConversationChange.checked(change);
        // The branch first: where a turn can be chosen there is a conversation, and it can be renamed.
        return checked.newBranch()
                .map(turn -> histories.choose(userId, sessionId, turn))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> checked.newTitle()
                        .map(title -> histories.rename(userId, sessionId, title))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
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
