package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.Models;
import dev.runnel.reply.ReplyService;
import dev.runnel.reply.Seal;
import dev.runnel.reply.Seals;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Reads requests, and what they refer to. */
@Singleton
class ResponseReader {

    private final ResponseReferences references;
    private final Seals seals;
    private final ModelNames models;
    private final HttpConfig config;

    ResponseReader(ReplyService replies, HistoryService histories, Seals seals, Models models, HttpConfig config) {
        this.references = new ResponseReferences(new KnownResponses(replies, histories));
        this.seals = seals;
        this.models = new ModelNames(models.configured());
        this.config = config;
    }

    /** Fails with a {@code FailureException} that says what is wrong with it. */
    Uni<ResponsesRequest> request(UserId user, JsonNode body) {
        return read(user, body, (whole, seal, now) -> ResponsesRequest.of(whole, models, config, seal, now));
    }

    /** The same for a compaction. */
    Uni<CompactionRequest> compaction(UserId user, JsonNode body) {
        return read(user, body, (whole, seal, now) -> CompactionRequest.of(whole, models, seal, now));
    }

    private interface Form<T> {
        T read(JsonNode body, Optional<Seal> seal, long now);
    }

    private <T> Uni<T> read(UserId user, JsonNode body, Form<T> form) {
        return references.resolved(user, body).flatMap(whole -> CompactionItem.seal(seals, user, whole)
                .map(seal -> form.read(whole, seal, Instant.now().getEpochSecond())));
    }
}
