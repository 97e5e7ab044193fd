package dev.runnel.front.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.reply.Question;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The body of both endpoints.
 *
 * @param message the user's text; required
 * @param sessionId the conversation; if absent, a new one begins
 */
record ConversationRequest(
        String message, @JsonProperty("session_id") String sessionId) {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");
    /** Half a surrogate pair, which cannot be sent to a provider, because UTF-8 cannot encode it. */
    private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");
    /** Blanks, format characters, fillers and variation selectors: a text of only these shows nothing. */
    private static final Pattern NOTHING_TO_SEE =
            Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]*");

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
        String message = shown(request.message());
        if (NOTHING_TO_SEE.matcher(message).matches()) {
            throw Failure.of(FailureCode.MESSAGE_REQUIRED).asException();
        }
        if (message.length() > config.maxLength()) {
            throw Failure.of(
                            FailureCode.MESSAGE_TOO_LONG,
                            "This message is too long: " + message.length() + " characters, at most "
                                    + config.maxLength() + " are possible.")
                    .asException();
        }
        ClientAddress address = new ClientAddress(http.remoteAddress().hostAddress());
        Optional<IdempotencyKey> named = Optional.ofNullable(key).map(IdempotencyKey::new);
        boolean begins = request.sessionId() == null;
        SessionId session = begins ? SessionId.random() : new SessionId(request.sessionId());
        return new Question(userId, address, session, begins, message, named);
    }

    /** The message without control characters: they are invisible, and models and logs interpret some of them. */
    private static String shown(String message) {
        return message == null
                ? ""
                : HALF_CHARACTER.matcher(UNSEEN.matcher(message).replaceAll("")).replaceAll("\uFFFD");
    }
}
