package dev.runnel.front.conversation;

import dev.runnel.http.HttpConfig;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Replies as one JSON document, for clients that cannot stream. */
@Path(ConversationResource.PATH)
class ConversationResource {

    static final String PATH = "/api/conversation/{user_id}";

    private final ReplyService replies;
    private final HttpConfig config;

    ConversationResource(ReplyService replies, HttpConfig config) {
        this.replies = replies;
        this.config = config;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<ConversationResponse> ask(
            @PathParam("user_id") String user,
            @HeaderParam("Idempotency-Key") String key,
            ConversationRequest request,
            HttpServerRequest http) {
        return replies.answer(ConversationRequest.toQuestion(user, request, key, http, config))
                .map(ConversationResponse::of);
    }
}
