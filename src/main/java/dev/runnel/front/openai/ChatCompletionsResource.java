package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ReplyId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.auth.TokenUser;
import dev.runnel.reply.Models;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/**
 * Replies as OpenAI's Chat Completions. Stateless: each request contains the whole conversation, and nothing of it is
 * stored after its reply has expired.
 */
@Path(ChatCompletionsResource.PATH)
class ChatCompletionsResource {

    static final String PATH = "/v1/chat/completions";

    private static final long BEFORE_THE_FIRST = -1;

    private final ReplyService replies;
    private final ModelNames models;
    private final HttpConfig config;

    ChatCompletionsResource(ReplyService replies, Models models, HttpConfig config) {
        this.replies = replies;
        this.models = new ModelNames(models.configured());
        this.config = config;
    }

    /**
     * Whether the answer is a stream depends on the body alone: clients send {@code Accept: application/json} for both.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    public Uni<Response> complete(@HeaderParam("Idempotency-Key") String key, JsonNode body, RoutingContext context) {
        ChatRequest request = ChatRequest.of(body, models, config);
        Question question = request.toQuestion(TokenUser.of(context), key, context.request());
        if (!request.stream()) {
            return replies.answer(question).map(reply -> Response.ok(
                            ChatCompletion.of(reply, heading(reply.reply(), request)), MediaType.APPLICATION_JSON)
                    .build());
        }
        return replies.start(question)
                .map(started -> StreamedAnswer.of(stream(question, started.reply(), request), context));
    }

    private Multi<String> stream(Question question, ReplyId reply, ChatRequest request) {
        ChatChunks chunks = new ChatChunks(heading(reply, request), request.usageWanted());
        return ChatFrames.of(chunks, replies.follow(question.user(), reply, BEFORE_THE_FIRST));
    }

    private static ChatHeading heading(ReplyId reply, ChatRequest request) {
        return ChatHeading.of(reply, Instant.now().getEpochSecond(), request.model());
    }
}
