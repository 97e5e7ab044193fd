package dev.runnel.front.agui;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.ReplyPosition;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import dev.runnel.reply.Started;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Replies as runs of AG-UI. A thread is a session, and a run is a reply. */
@Path(AgUiResource.PATH)
class AgUiResource {

    static final String PATH = "/api/ag-ui/{user_id}";
    static final String THREAD = "{thread_id}";

    private static final long BEFORE_THE_FIRST = -1;

    private final ReplyService replies;
    private final HttpConfig config;

    AgUiResource(ReplyService replies, HttpConfig config) {
        this.replies = replies;
        this.config = config;
    }

    /**
     * Starts a reply. If the run was sent before, returns its reply instead. With an event's {@code id} in {@code
     * Last-Event-ID}, returns that event's reply from after the event.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Uni<? extends Multi<String>> run(
            @PathParam("user_id") String user,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("Last-Event-ID") String lastEventId,
            AgUiRequest request,
            HttpServerRequest http) {
        Question question = AgUiRequest.toQuestion(user, request, key, http, config);
        if (lastEventId != null && !lastEventId.isBlank()) {
            return resume(question, request.runId(), position(lastEventId));
        }
        return replies.start(question).map(Started::reply).map(reply -> new AgUiFrames(
                        reply, question.session(), request.runId())
                .of(replies.follow(question.user(), reply, BEFORE_THE_FIRST), BEFORE_THE_FIRST));
    }

    /** Ends the reply that runs in a thread; its text so far is kept. */
    @DELETE
    @Path(THREAD)
    public Uni<Void> stop(@PathParam("user_id") String user, @PathParam("thread_id") String thread) {
        return replies.stopRunning(new UserId(user), new SessionId(thread));
    }

    /** Reads the reply from its first event on: the events before the client's position tell what is open there. */
    private Uni<Multi<String>> resume(Question question, String run, ReplyPosition seen) {
        return replies.isReadUpTo(question.user(), seen.reply(), seen.seq())
                .map(read -> read
                        ? Multi.createFrom().empty()
                        : new AgUiFrames(seen.reply(), question.session(), run)
                                .of(replies.resume(question.user(), seen.reply(), BEFORE_THE_FIRST), seen.seq()));
    }

    private static ReplyPosition position(String lastEventId) {
        return ReplyPosition.in(lastEventId)
                .orElseThrow(() -> Failure.of(FailureCode.REQUEST_INVALID, "The Last-Event-ID must be an event's id.")
                        .asException());
    }
}
