package dev.runnel.front.agui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.http.RequestKeys;
import dev.runnel.reply.Question;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * AG-UI's {@code RunAgentInput}. Only the user's last message is read: the session has the others. Other fields of a
 * client ({@code state}, {@code tools}, {@code context}, {@code forwardedProps}) are ignored.
 *
 * @param threadId the session's id
 * @param runId the id that the client gave to this run; the run's events repeat it
 */
record AgUiRequest(String threadId, String runId, List<Message> messages) {

    /** @param content a text, or an array of parts */
    record Message(String id, String role, JsonNode content) {}

    /** In characters. Clients usually send a UUID. */
    private static final int LONGEST_RUN_ID = 128;

    /**
     * The question in this request; throws a {@code FailureException} that says what is wrong with it.
     *
     * @param key the request's {@code Idempotency-Key}; null if it has none
     */
    static Question toQuestion(
            String user, AgUiRequest request, String key, HttpServerRequest http, HttpConfig config) {
        UserId userId = new UserId(user);
        if (request == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        SessionId session = new SessionId(request.threadId());
        request.checkRunId();
        Message last = request.lastOfUser();
        String text = MessageText.of(textOf(last), config);
        IdempotencyKey named = key == null ? request.keyOf(last, text) : new IdempotencyKey(key);
        ClientAddress address = new ClientAddress(http.remoteAddress().hostAddress());
        // A thread has one run at a time.
        return new Question(userId, address, session, false, text, Optional.of(named), Optional.empty())
                .inTurn(When.QUEUE);
    }

    private void checkRunId() {
        if (runId == null || runId.isEmpty() || runId.length() > LONGEST_RUN_ID) {
            throw Failure.of(
                            FailureCode.REQUEST_INVALID,
                            "The runId must have between 1 and " + LONGEST_RUN_ID + " characters.")
                    .asException();
        }
    }

    private Message lastOfUser() {
        List<Message> said = messages == null ? List.of() : messages;
        return said.reversed().stream()
                .filter(message -> message != null && "user".equals(message.role()))
                .findFirst()
                .orElseThrow(() -> Failure.of(FailureCode.MESSAGE_REQUIRED).asException());
    }

    private static String textOf(Message message) {
        JsonNode content = message.content();
        if (content == null || content.isNull()) {
            return "";
        }
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        return StreamSupport.stream(content.spliterator(), false)
                .map(AgUiRequest::textOfPart)
                .collect(Collectors.joining("\n"));
    }

    private static String textOfPart(JsonNode part) {
        JsonNode text = part.path("text");
        if (part.path("type").asText().equals("text") && text.isTextual()) {
            return text.textValue();
        }
        // The answer would be wrong if an image were silently left out.
        throw Failure.of(FailureCode.REQUEST_INVALID, "Only text can be sent here.")
                .asException();
    }

    /**
     * A run that is sent again gets the same reply. Some clients give all runs the same id, so the message is part of
     * the key, too.
     */
    private IdempotencyKey keyOf(Message message, String text) {
        return RequestKeys.of("ag-ui", threadId, runId, message.id() == null ? "" : message.id(), text);
    }
}
