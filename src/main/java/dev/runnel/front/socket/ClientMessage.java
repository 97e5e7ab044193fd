package dev.runnel.front.socket;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.reply.Asking;
import dev.runnel.reply.Question;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/**
 * What a client says. Which fields there are depends on the type; a missing one is null.
 *
 * @param type {@code ask}, {@code resume}, {@code leave}, {@code stop} or {@code token}
 * @param id the client's name for this message, which the answer to it repeats
 * @param message the user's text
 * @param sessionId the conversation; of an {@code ask} without it a new one begins
 * @param parent the turn that the question follows, as in the body of a {@code POST}
 * @param regenerate the turn whose question is asked again
 * @param goOn the turn whose answer goes on
 * @param when what is done if a reply runs in the conversation, as in the body of a {@code POST}
 * @param idempotencyKey the client's name for this question, as the header of a request
 * @param replyId which reply
 * @param after the last event of it that the client has seen
 * @param token a new token of the same user
 */
@RegisterForReflection
record ClientMessage(
        String type,
        String id,
        String message,
        @JsonProperty("session_id") String sessionId,
        String parent,
        String regenerate,
        @JsonProperty("continue") String goOn,
        String when,
        @JsonProperty("idempotency_key") String idempotencyKey,
        @JsonProperty("reply_id") String replyId,
        Long after,
        String token) {

    private static final long BEFORE_THE_FIRST = -1;

    /** The question in this message; throws a {@code FailureException} that says what is wrong with it. */
    Question toQuestion(UserId user, ClientAddress address, HttpConfig config) {
        Asking asking = Asking.of(sessionId, parent, regenerate, goOn);
        String text = asking.goesWithout(message) ? "" : MessageText.of(message, config);
        Optional<IdempotencyKey> key = Optional.ofNullable(idempotencyKey).map(IdempotencyKey::new);
        boolean begins = sessionId == null;
        SessionId session = begins ? SessionId.random() : new SessionId(sessionId);
        When then = When.of(when);
        Question question = new Question(user, address, session, begins, text, key, Optional.empty()).asking(asking);
        return asking.equals(Asking.NEXT) ? question.inTurn(then) : question;
    }

    /** Which reply is meant; throws a {@code FailureException} if the message does not say it. */
    ReplyId reply() {
        if (replyId == null) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "reply_id is missing.")
                    .asException();
        }
        return new ReplyId(replyId);
    }

    /** The last event that the client has seen; -1 for none. */
    long seen() {
        return after == null ? BEFORE_THE_FIRST : Math.max(BEFORE_THE_FIRST, after);
    }
}
