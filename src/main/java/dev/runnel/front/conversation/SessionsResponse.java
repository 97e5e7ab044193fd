package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ReplyId;
import dev.runnel.reply.History;
import java.util.List;

/** A user's conversations. */
record SessionsResponse(List<Entry> sessions) {

    /**
     * One of them.
     *
     * @param lastUsed ISO 8601, UTC
     * @param replyId the turn with the words that were searched for; absent if they are in the title
     * @param excerpt the text around the first of them; absent in a list of all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @JsonProperty("session_id") String sessionId,
            String title,
            @JsonProperty("last_used") String lastUsed,
            @JsonProperty("reply_id") String replyId,
            String excerpt) {

        static Entry of(History.Entry entry) {
            return new Entry(
                    entry.session().value(),
                    entry.title(),
                    entry.lastUse().toString(),
                    entry.found()
                            .flatMap(History.Found::turn)
                            .map(ReplyId::value)
                            .orElse(null),
                    entry.found().map(History.Found::excerpt).orElse(null));
        }
    }

    static SessionsResponse of(List<History.Entry> entries) {
        return new SessionsResponse(entries.stream().map(Entry::of).toList());
    }
}
