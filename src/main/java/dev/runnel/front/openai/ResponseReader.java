package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.Models;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Reads requests, and what they refer to. */
@Singleton
class ResponseReader {

    private final ResponseReferences references;
    private final ModelNames models;
    private final HttpConfig config;

    ResponseReader(ReplyService replies, HistoryService histories, Models models, HttpConfig config) {
        this.references = new ResponseReferences(new KnownResponses(replies, histories));
        this.models = new ModelNames(models.configured());
        this.config = config;
    }

    /** Fails with a {@code FailureException} that says what is wrong with it. */
    Uni<ResponsesRequest> request(UserId user, JsonNode body) {
        return references
                .resolved(user, body)
                .map(whole -> ResponsesRequest.of(
                        whole, models, config, Instant.now().getEpochSecond()));
    }
}
