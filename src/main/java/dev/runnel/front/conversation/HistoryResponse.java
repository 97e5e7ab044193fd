package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ReplyId;
import dev.runnel.reply.History;
import java.util.List;
import java.util.Locale;

/**
 * A page of a conversation's transcript.
 *
 * @param before asks for the page before; absent on the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryResponse(
        @JsonProperty("session_id") String sessionId,
        String title,
        ConversationContext context,
        List<Line> messages,
        @JsonProperty("running_reply_id") String runningReplyId,
        String branch,
        String before) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String role,
            String content,
            String status,
            @JsonProperty("reply_id") String replyId,
            String parent,
            List<Steering> steering) {

        /**
         * What the user said while the answer was written.
         *
         * @param after how many characters of it were there before
         */
        record Steering(int after, String message) {}

        /** Null if there is none. */
        private static List<Steering> said(History.Line line) {
            List<Steering> all = line.message().corrections().stream()
                    .map(said -> new Steering(said.after(), said.message()))
                    .toList();
            return all.isEmpty() ? null : all;
        }

        static Line of(History.Line line) {
            return new Line(
                    line.message().role().name().toLowerCase(Locale.ROOT),
                    line.message().text(),
                    line.message().status().name().toLowerCase(Locale.ROOT),
                    line.reply().value(),
                    line.parent().map(ReplyId::value).orElse(null),
                    said(line));
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
                history.branch().map(ReplyId::value).orElse(null),
                history.earlier().map(ReplyId::value).orElse(null));
    }
}
