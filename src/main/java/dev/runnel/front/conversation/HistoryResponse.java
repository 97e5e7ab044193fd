package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ReplyId;
import dev.runnel.reply.History;
import java.util.List;
import java.util.Locale;

/** A conversation's transcript. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryResponse(
        @JsonProperty("session_id") String sessionId,
        String title,
        ConversationContext context,
        List<Line> messages,
        @JsonProperty("running_reply_id") String runningReplyId,
        String branch) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String role,
            String content,
            String status,
            @JsonProperty("reply_id") String replyId,
            String parent) {

        static Line of(History.Line line) {
            return new Line(
                    line.message().role().name().toLowerCase(Locale.ROOT),
                    line.message().text(),
                    line.message().status().name().toLowerCase(Locale.ROOT),
                    line.reply().value(),
                    line.parent().map(ReplyId::value).orElse(null));
        }
    }

    /** A user's conversations. */
    record Sessions(List<Entry> sessions) {

        /** @param lastUsed ISO 8601, UTC */
        record Entry(
                @JsonProperty("session_id") String sessionId,
                String title,
                @JsonProperty("last_used") String lastUsed) {}

        static Sessions of(List<History.Entry> entries) {
            return new Sessions(entries.stream()
                    .map(entry -> new Entry(
                            entry.session().value(),
                            entry.title(),
                            entry.lastUse().toString()))
                    .toList());
        }
    }

    static HistoryResponse of(History history) {
        return new HistoryResponse(
                history.session().value(),
                history.title(),
                new ConversationContext(
                        history.context().intent(), history.context().values()),
                history.lines().stream().map(Line::of).toList(),
                history.running().map(ReplyId::value).orElse(null),
                history.branch().map(ReplyId::value).orElse(null));
    }
}
