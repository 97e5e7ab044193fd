package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.reply.Asking;
import dev.runnel.reply.Question;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The body of both endpoints. A turn is named by the id of its reply. At most one turn is named, and then a session, too.
 *
 * @param message the user's text; required, except with one of the last two
 * @param sessionId the conversation; if absent, a new one begins
 * @param parent the turn that this one follows; if absent, the newest of the current branch
 * @param regenerate the turn whose question is asked again, or {@code message} in its place
 * @param goOn the turn whose answer goes on where it ends
 * @param when {@code queue} (if absent), {@code steer} or {@code interrupt}: what is done if a reply runs in the
 *     conversation, and no turn is named
 */
record ConversationRequest(
        String message,
        @JsonProperty("session_id") String sessionId,
        String parent,
        String regenerate,
        @JsonProperty("continue") String goOn,
        String when) {

    /**
     * The question in this request; throws a {@code FailureException} that says what is wrong with it.
     *
     * @param key the request's {@code Idempotency-Key}; null if it has none
     */
    static Question toQuestion(
            String user, ConversationRequest request, String key, HttpServerRequest http, HttpConfig config) {
        UserId userId = new UserId(user);
        if (request == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        Asking asking = Asking.of(request.sessionId(), request.parent(), request.regenerate(), request.goOn());
        String message = asking.goesWithout(request.message()) ? "" : MessageText.of(request.message(), config);
        ClientAddress address = new ClientAddress(http.remoteAddress().hostAddress());
        Optional<IdempotencyKey> named = Optional.ofNullable(key).map(IdempotencyKey::new);
        boolean begins = request.sessionId() == null;
        SessionId session = begins ? SessionId.random() : new SessionId(request.sessionId());
        When when = When.of(request.when());
        Question question =
                new Question(userId, address, session, begins, message, named, Optional.empty()).asking(asking);
        return asking.equals(Asking.NEXT) ? question.inTurn(when) : question;
    }
}
