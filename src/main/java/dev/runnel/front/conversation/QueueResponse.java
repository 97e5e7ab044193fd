package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.reply.WaitingMessage;
import java.util.List;

/** The messages that wait in a conversation. */
record QueueResponse(List<Entry> queued) {

    /**
     * One of them.
     *
     * @param when {@code queue}, {@code steer} or {@code interrupt}
     * @param createdAt when it was sent: ISO 8601, UTC
     */
    record Entry(
            @JsonProperty("reply_id") String replyId,
            String message,
            String when,
            @JsonProperty("created_at") String createdAt) {

        static Entry of(WaitingMessage message) {
            return new Entry(
                    message.reply().value(),
                    message.message(),
                    message.when().wireName(),
                    message.since().toString());
        }
    }

    static QueueResponse of(List<WaitingMessage> messages) {
        return new QueueResponse(messages.stream().map(Entry::of).toList());
    }
}
