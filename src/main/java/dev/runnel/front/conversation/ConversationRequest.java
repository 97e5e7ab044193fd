package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.reply.Question;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The body of a question, for the stream and for the document.
 *
 * @param message the user's text; required
 * @param sessionId the conversation; null to begin a new one
 */
record ConversationRequest(
        String message, @JsonProperty("session_id") String sessionId) {

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
        String message = MessageText.of(request.message(), config);
        ClientAddress address = new ClientAddress(http.remoteAddress().hostAddress());
        Optional<IdempotencyKey> named = Optional.ofNullable(key).map(IdempotencyKey::new);
        boolean begins = request.sessionId() == null;
        SessionId session = begins ? SessionId.random() : new SessionId(request.sessionId());
        return new Question(userId, address, session, begins, message, named, Optional.empty());
    }
}
