package dev.runnel.front.aisdk;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.http.RequestKeys;
import dev.runnel.reply.Question;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The body that {@code DefaultChatTransport} sends. Only the last message is read: the session has the others.
 *
 * @param id the chat's id, which is also the session's
 * @param messages the chat's messages; the last one is the question
 * @param trigger {@code submit-message} or {@code regenerate-message}
 */
record AiSdkRequest(String id, List<Message> messages, String trigger) {

    /** A {@code UIMessage}. */
    record Message(String id, String role, List<Part> parts) {}

    /** One of a message's parts. */
    record Part(String type, String text) {}

    private static final String REGENERATE = "regenerate-message";

    /**
     * The question in this request; throws a {@code FailureException} that says what is wrong with it.
     *
     * @param key the request's {@code Idempotency-Key}; null if it has none
     */
    static Question toQuestion(
            String user, AiSdkRequest request, String key, ClientAddress address, HttpConfig config) {
        UserId userId = new UserId(user);
        if (request == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        SessionId session = new SessionId(request.id());
        Message last = request.lastMessage();
        String text = MessageText.of(textOf(last), config);
        Optional<IdempotencyKey> named = key == null ? request.keyOf(last) : Optional.of(new IdempotencyKey(key));
        return new Question(userId, address, session, false, text, named, Optional.empty());
    }

    private Message lastMessage() {
        Message last = messages == null || messages.isEmpty() ? null : messages.getLast();
        if (last == null || !"user".equals(last.role())) {
            throw Failure.of(FailureCode.MESSAGE_REQUIRED).asException();
        }
        return last;
    }

    private static String textOf(Message message) {
        List<Part> parts = message.parts() == null ? List.of() : message.parts();
        if (parts.stream().anyMatch(part -> part != null && "file".equals(part.type()))) {
            // The answer would be wrong if the file were silently left out.
            throw Failure.of(FailureCode.REQUEST_INVALID, "Files cannot be sent here.")
                    .asException();
        }
        return parts.stream()
                .filter(part -> part != null && "text".equals(part.type()) && part.text() != null)
                .map(Part::text)
                .collect(Collectors.joining("\n"));
    }

    /**
     * A message that is sent again gets the same reply. An edited message keeps its id, so its text is part of the key,
     * too. A request to regenerate has no key, because it must get a new reply.
     */
    private Optional<IdempotencyKey> keyOf(Message message) {
        return message.id() == null || message.id().isEmpty() || REGENERATE.equals(trigger)
                ? Optional.empty()
                : Optional.of(RequestKeys.of("ai-sdk", id, message.id(), textOf(message)));
    }
}
