package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ClientAddress;
import dev.runnel.GivenMessage;
import dev.runnel.UserId;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import dev.runnel.reply.Seals;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** Makes conversations shorter. A model's reply does that: it counts, and is limited, like any other. */
@Path(ResponsesResource.PATH)
class CompactionResource {

    static final String COMPACT = "compact";

    private final ReplyService replies;
    private final ResponseHistory history;
    private final KnownResponses responses;
    private final ResponseReader reader;
    private final Seals seals;

    CompactionResource(ReplyService replies, HistoryService histories, ResponseReader reader, Seals seals) {
        this.replies = replies;
        this.history = new ResponseHistory(histories, replies);
        this.responses = new KnownResponses(replies, histories);
        this.reader = reader;
        this.seals = seals;
    }

    /** What takes the place of a conversation in later requests. */
    @POST
    @Path(COMPACT)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> compact(
            @HeaderParam("Idempotency-Key") String key,
            @QueryParam("user") String named,
            JsonNode body,
            RoutingContext context) {
        UserId user = Asker.of(context, body, named);
        ClientAddress address =
                new ClientAddress(context.request().remoteAddress().hostAddress());
        return reader.compaction(user, body)
                .flatMap(request -> history.upTo(user, request.previous()).flatMap(before -> {
                    List<GivenMessage> conversation = new ArrayList<>(before);
                    conversation.addAll(request.input());
                    return compacted(conversation, request.toQuestion(user, conversation, key, address));
                }));
    }

    /** The seal comes first: without it, the notes would be made, and billed, for nothing. */
    private Uni<Response> compacted(List<GivenMessage> conversation, Question question) {
        return seals.of(question.user())
                .flatMap(seal -> replies.answer(question).flatMap(reply -> responses
                        .of(question, reply.reply())
                        .map(known ->
                                KnownResponses.object(known, reply.reply()).id())
                        .map(id ->
                                ResponsesResource.document(new CompactedWindow(id, conversation, reply).json(seal)))));
    }
}
