package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.reply.Asking;
import dev.runnel.reply.Question;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The body of both endpoints. A turn is named by the id of its reply. At most one turn is named, and then a session, too.
 *
 * @param message the user's text; required, except with one of the last two
 * @param sessionId the conversation; if absent, a new one begins
 * @param parent the turn that this one follows; if absent, the newest of the current branch
 * @param regenerate the turn whose question is asked again, or {@code message} in its place
 * @param goOn the turn whose answer goes on where it ends
 */
record ConversationRequest(
        String message,
        @JsonProperty("session_id") String sessionId,
        String parent,
        String regenerate,
        @JsonProperty("continue") String goOn) {

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
        Asking asking = request.asking();
        String message = request.message(asking, config);
        ClientAddress address = new ClientAddress(http.remoteAddress().hostAddress());
        Optional<IdempotencyKey> named = Optional.ofNullable(key).map(IdempotencyKey::new);
        boolean begins = request.sessionId() == null;
        SessionId session = begins ? SessionId.random() : new SessionId(request.sessionId());
        return new Question(userId, address, session, begins, message, named, Optional.empty()).asking(asking);
    }

    private Asking asking() {
        long named =
                Stream.of(parent, regenerate, goOn).filter(Objects::nonNull).count();
        if (named > 1) {
            throw invalid("Only one of parent, regenerate and continue is possible.");
        }
        if (named == 1 && sessionId == null) {
            throw invalid("A turn can only be named together with its session_id.");
        }
        if (parent != null) {
            return new Asking.At(TurnPlace.after(new ReplyId(parent)));
        }
        if (regenerate != null) {
            return new Asking.Again(Optional.of(new ReplyId(regenerate)));
        }
        return goOn == null ? Asking.NEXT : new Asking.Further(new ReplyId(goOn));
    }

    private String message(Asking asking, HttpConfig config) {
        boolean mayBeAbsent = asking instanceof Asking.Again || asking instanceof Asking.Further;
        if (mayBeAbsent && message == null) {
            return "";
        }
        if (asking instanceof Asking.Further) {
            throw invalid("A reply goes on without another message.");
        }
        return MessageText.of(message, config);
    }

    private static RuntimeException invalid(String why) {
        return Failure.of(FailureCode.REQUEST_INVALID, why).asException();
    }
}
