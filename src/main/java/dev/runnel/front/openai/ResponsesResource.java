package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.JsonText;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.UserId;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import dev.runnel.reply.Started;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Replies as OpenAI's Responses, which can be read again, followed, cancelled, continued and deleted. */
@Path(ResponsesResource.PATH)
class ResponsesResource {

    static final String PATH = "/v1/responses";
    static final String ONE = "{response_id}";
    static final String CANCEL = ONE + "/cancel";

    private static final long BEFORE_THE_FIRST = -1;

    /**
     * How long to wait for the end of a cancelled reply. A living pod gets the request within a fraction of its lease.
     */
    private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(5);

    private final ReplyService replies;
    private final HistoryService histories;
    private final ResponseHistory history;
    private final KnownResponses responses;
    private final ResponseReader reader;

    ResponsesResource(ReplyService replies, HistoryService histories, ResponseReader reader) {
        this.replies = replies;
        this.histories = histories;
        this.history = new ResponseHistory(histories, replies);
        this.responses = new KnownResponses(replies, histories);
        this.reader = reader;
    }

    /**
     * Whether the answer is a stream depends on the body alone: clients send {@code Accept: application/json} for both.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    public Uni<Response> create(
            @HeaderParam("Idempotency-Key") String key,
            @QueryParam("user") String named,
            JsonNode body,
            RoutingContext context) {
        UserId user = Asker.of(context, body, named);
        return reader.request(user, body).flatMap(request -> create(user, request, key, context));
    }

    private Uni<Response> create(UserId user, ResponsesRequest request, String key, RoutingContext context) {
        return history.before(user, request.previous()).flatMap(before -> Uni.createFrom()
                .deferred(() -> {
                    ToolResults.check(before.messages(), request.input());
                    ClientAddress address =
                            new ClientAddress(context.request().remoteAddress().hostAddress());
                    Question question = request.toQuestion(user, before.session(), before.messages(), key, address);
                    return answer(request, question, before, context);
                })
                .onFailure()
                .call(() -> history.takeBack(user, before)));
    }

    private Uni<Response> answer(
            ResponsesRequest request, Question question, ResponseHistory.Before before, RoutingContext context) {
        UserId user = question.user();
        if (!request.stream() && !request.note().background()) {
            return replies.answer(question).flatMap(reply -> described(question, before, reply.reply())
                    .map(response -> document(response.of(ResponseState.of(reply)))));
        }
        return replies.start(question).map(Started::reply).flatMap(reply -> described(question, before, reply)
                .flatMap(response -> request.stream()
                        ? Uni.createFrom()
                                .item(() -> stream(
                                        response,
                                        BEFORE_THE_FIRST,
                                        replies.follow(user, reply, BEFORE_THE_FIRST),
                                        context))
                        : replies.look(user, reply)
                                .map(known -> document(response.of(ResponseState.of(known.events()))))));
    }

    private Uni<ResponseObject> described(Question question, ResponseHistory.Before before, ReplyId reply) {
        return responses
                .of(question, reply)
                .call(known -> known.session().equals(question.session())
                        ? Uni.createFrom().voidItem()
                        : history.takeBack(question.user(), before))
                .map(known -> KnownResponses.object(known, reply));
    }

    /**
     * The response as it is now, or its events.
     *
     * @param after the number of the last event that the client has seen
     */
    @GET
    @Path(ONE)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    public Uni<Response> retrieve(
            @PathParam("response_id") String wanted,
            @QueryParam("stream") boolean stream,
            @QueryParam("starting_after") String after,
            @QueryParam("user") String named,
            RoutingContext context) {
        UserId user = Asker.of(context, named);
        ResponseId id = ResponseId.parse(wanted);
        if (!stream) {
            return responses.look(user, id).map(ResponsesResource::document);
        }
        long seen = number(after);
        return replies.describe(user, id.reply())
                .map(known -> KnownResponses.checked(known, id))
                .map(response -> stream(response, seen, replies.resume(user, id.reply(), BEFORE_THE_FIRST), context));
    }

    /** Ends the response and keeps its text so far; does nothing if it has ended. */
    @POST
    @Path(CANCEL)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> cancel(
            @PathParam("response_id") String wanted, @QueryParam("user") String named, RoutingContext context) {
        UserId user = Asker.of(context, named);
        ResponseId id = ResponseId.parse(wanted);
        return responses
                .orKept(
                        user,
                        id,
                        replies.describe(user, id.reply())
                                .flatMap(known -> KnownResponses.isOf(known, id)
                                        ? replies.stopped(user, id.reply(), CANCELLED_WITHIN)
                                        : Uni.createFrom().item(known)))
                .map(ResponsesResource::document);
    }

    /** Ends and erases the response with its question. */
    @DELETE
    @Path(ONE)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> delete(
            @PathParam("response_id") String wanted, @QueryParam("user") String named, RoutingContext context) {
        UserId user = Asker.of(context, named);
        ResponseId id = ResponseId.parse(wanted);
        return histories
                .erase(user, id.session(), id.reply())
                .map(unused -> document(JsonText.object(json -> {
                    json.writeStringField("id", id.toString());
                    json.writeStringField("object", "response");
                    json.writeBooleanField("deleted", true);
                })));
    }

    private static long number(String after) {
        try {
            return after == null ? BEFORE_THE_FIRST : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw Failure.ofParameter(
                            FailureCode.REQUEST_INVALID, "starting_after has to be a whole number.", "starting_after")
                    .asException();
        }
    }

    private static Response document(KnownResponses.Known known) {
        return document(known.json());
    }

    static Response document(String json) {
        return Response.ok(json, MediaType.APPLICATION_JSON).build();
    }

    private static Response stream(
            ResponseObject response, long after, Multi<SequencedEvent> log, RoutingContext context) {
        return StreamedAnswer.of(ResponseFrames.of(new ResponseEvents(response, after), log), context);
    }
}
