package dev.runnel.webhook;

import dev.runnel.JsonText;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A question with its answer.
 *
 * @param writer how often the reply was taken over: a turn may be told twice, and the later one is right
 * @param parent the turn before, if it is a certain one
 * @param provider who answered; {@code none} if nobody did to the end
 * @param model which model; {@code none} likewise
 */
public record EndedTurn(
        UserId user,
        SessionId session,
        ReplyId reply,
        long writer,
        Optional<ReplyId> parent,
        String question,
        Message answer,
        String provider,
        String model) {

    /** The event's id, which is the same whenever it is sent. */
    String eventId() {
        return writer == 0 ? reply.value() : reply + "." + writer;
    }

    /** The body in the form of Standard Webhooks (https://www.standardwebhooks.com). */
    String body(Instant ended) {
        return JsonText.object(json -> {
            json.writeStringField("type", "turn.ended");
            json.writeStringField("timestamp", ended.toString());
            json.writeObjectFieldStart("data");
            json.writeStringField("user_id", user.value());
            json.writeStringField("session_id", session.value());
            json.writeStringField("reply_id", reply.value());
            if (parent.isPresent()) {
                json.writeStringField("parent", parent.get().value());
            }
            json.writeStringField("question", question);
            json.writeStringField("answer", answer.text());
            json.writeStringField("status", answer.status().name().toLowerCase(Locale.ROOT));
            json.writeStringField("provider", provider);
            json.writeStringField("model", model);
            json.writeEndObject();
        });
    }
}
