package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.reply.WholeReply;
import java.util.List;

/**
 * The body of a reply that was not streamed.
 *
 * @param context null if it did not change in this turn
 */
record ConversationResponse(
        String message,
        @JsonInclude(JsonInclude.Include.NON_NULL) ConversationContext context,
        List<String> suggestions,
        @JsonProperty("session_id") String sessionId,
        @JsonProperty("reply_id") String replyId,
        String provider,
        String model,
        @JsonProperty("finish_reason") String finishReason,
        Usage usage) {

    record Usage(
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("output_tokens") long outputTokens) {}

    static ConversationResponse of(WholeReply reply) {
        return new ConversationResponse(
                reply.message(),
                reply.context()
                        .map(changed -> new ConversationContext(changed.intent(), changed.entities()))
                        .orElse(null),
                reply.suggestions(),
                reply.session().value(),
                reply.reply().value(),
                reply.provider(),
                reply.model(),
                reply.finishReason().wireName(),
                new Usage(reply.usage().inputTokens(), reply.usage().outputTokens()));
    }
}
