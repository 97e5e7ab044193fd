package dev.runnel.reply;

import dev.runnel.FinishReason;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.Usage;
import dev.runnel.insight.Insight;
import dev.runnel.model.Answer;
import java.util.List;

/** A reply that was not streamed; what the {@code complete} event says, with the text. */
public record WholeReply(
        String message,
        List<String> suggestions,
        SessionId session,
        ReplyId reply,
        String provider,
        String model,
        FinishReason finishReason,
        Usage usage) {

    static WholeReply of(Question question, Insight insight, Answer answer) {
        return new WholeReply(
                answer.text(),
                insight.suggestions(),
                question.session(),
                ReplyId.random(),
                answer.finished().provider(),
                answer.finished().model(),
                answer.finished().finishReason(),
                answer.finished().usage());
    }
}
