package dev.runnel.front.conversation;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.NoContentException;
import dev.runnel.http.ReplyPosition;
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
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Streamed replies. Methods return a {@code Multi} of frames inside a {@code Uni}: a refusal must be known before the
 * status line is sent, and with a bare {@code Multi} the framework sends it before it subscribes. The wildcard makes
 * the framework choose {@code EventStreamWriter}; without it, it would use its writer for {@code String}.
 *
 * <p>Methods run on the event loop of the viewer's connection. The provider is called on the same event loop, so that
 * no other thread has to wake up between a request and its first token.
 */
@Path(ConversationStreamResource.PATH)
class ConversationStreamResource {

    static final String PATH = "/api/conversation-stream/{user_id}";

    private static final Pattern NAMES_STREAM = Pattern.compile("(?i)(^|,)\\s*text/event-stream\\s*(;|,|$)");

    private final ReplyService replies;
    private final HttpConfig config;

    ConversationStreamResource(ReplyService replies, HttpConfig config) {
        this.replies = replies;
        this.config = config;
    }

    /**
     * Starts a reply. If the {@code Idempotency-Key} was used before, returns the reply of that request instead. With
     * an event's {@code id} in {@code Last-Event-ID}, returns that event's reply from after the event.
     */
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
        boolean named = NAMES_STREAM
                .matcher(String.join(",", http.headers().getAll("Accept")))
                .find();
        Optional<ReplyPosition> seen = ReplyPosition.in(lastEventId);
        if (seen.isPresent()) {
            return join(question.user(), seen.get())
                    .map(events -> frames(seen.get().reply(), events, named));
        }
        long after = question.key().isPresent() ? Position.of(lastEventId, null) : Position.BEFORE_THE_FIRST;
        return replies.start(question)
                .map(started -> frames(
                        started.reply(),
                        replies.follow(question.user(), started.reply(), Math.max(after, started.after())),
                        named));
    }

    /**
     * A viewer that has seen the end gets an empty stream and not a 204: clients that repeat a POST take a 204 for a
     * failure, and would send the request again for ever.
     */
    private Uni<Multi<SequencedEvent>> join(UserId user, ReplyPosition seen) {
        return replies.isReadUpTo(user, seen.reply(), seen.seq())
                .map(read -> read ? Multi.createFrom().empty() : replies.resume(user, seen.reply(), seen.seq()));
    }

    /** @param named whether frames have an id: only for clients that ask for {@code text/event-stream} by name */
    private static Multi<String> frames(ReplyId reply, Multi<SequencedEvent> events, boolean named) {
        return named ? events.map(event -> SseFrame.named(reply, event)) : events.map(SseFrame::data);
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
        UserId userId = new UserId(user);
        ReplyId named = new ReplyId(reply);
        long seen = ReplyPosition.in(lastEventId)
                .filter(position -> position.reply().equals(named))
                .map(ReplyPosition::seq)
                .orElseGet(() -> Position.of(lastEventId, after));
        return follow(userId, named, seen);
    }

    /** The reply that runs in a session, or if none does the first one that waits; 204 if there is none. */
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

    /** Ends a reply; its text so far is kept. */
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
