package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.GivenMessage;
import dev.runnel.UserId;
import dev.runnel.reply.Seal;
import dev.runnel.reply.Seals;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Reads the items that stand for what was said before (Open Responses 2026-04-24, {@code CompactionSummaryItemParam}). */
final class CompactionItem {

    static final String TYPE = "compaction";
    static final String CONTENT = "encrypted_content";

    private CompactionItem() {}

    /**
     * What opens those of a request; empty if there is nothing to open. Fails with a {@code FailureException} if they cannot
     * stand where they are, or cannot be opened now.
     */
    static Uni<Optional<Seal>> seal(Seals seals, UserId user, JsonNode body) {
        for (JsonNode item : body.path(ResponseInput.INPUT)) {
            if (item.path("type").asText().equals(TYPE)) {
                if (body.hasNonNull(ResponsesRequest.PREVIOUS)) {
                    throw Fields.of(body)
                            .invalid(
                                    ResponsesRequest.PREVIOUS,
                                    "cannot stand beside a compaction item, which begins anew");
                }
                return seals.find(user);
            }
        }
        return Uni.createFrom().item(Optional.empty());
    }

    /** The notes in an item; throws a {@code FailureException} if this service did not make it for this user. */
    static GivenMessage.Notes opened(Fields item, Optional<Seal> seal) {
        String content = item.requiredText(CONTENT);
        return seal.flatMap(known -> known.open(content))
                .map(GivenMessage.Notes::new)
                .orElseThrow(() -> item.invalid(
                        CONTENT, "cannot be read: it was made elsewhere, for somebody else, or too long ago"));
    }
}
