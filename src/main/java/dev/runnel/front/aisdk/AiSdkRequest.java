package dev.runnel.front.aisdk;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.http.RequestKeys;
import dev.runnel.reply.Asking;
import dev.runnel.reply.Question;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code DefaultChatTransport} sends. The last message is the question, and of those before it only the id of the
 * model's last one is read, which is that of its reply: the session has the others.
 *
 * @param id the chat's id, which is also the session's
 * @param messages the chat's messages; the last one is the question
 * @param trigger {@code submit-message} or {@code regenerate-message}
 * @param messageId the message that was edited, or is to be made anew
 * @param when {@code queue} (if absent), {@code steer} or {@code interrupt}: what is done if a reply runs in the chat, and
 *     the message is new
 */
record AiSdkRequest(String id, List<Message> messages, String trigger, String messageId, String when) {

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
        When when = When.of(request.when());
        Question question =
                new Question(userId, address, session, false, text, named, Optional.empty()).asking(request.asking());
        return request.isNew() ? question.inTurn(when) : question;
    }

    private boolean isNew() {
        return messageId == null && !REGENERATE.equals(trigger);
    }

    /**
     * After the reply that the page shows before the question, if the session has it; the page's history may have been
     * edited. A page may also send the last message alone: then it is new, an edited one begins the conversation anew, and
     * what is to be made anew is the newest turn, or the one that is named.
     */
    private Asking asking() {
        boolean isAgain = REGENERATE.equals(trigger);
        Optional<Message> before =
                messages.size() == 1 ? Optional.empty() : Optional.ofNullable(messages.get(messages.size() - 2));
        Asking otherwise = isAgain ? new Asking.Again(reply(messageId)) : Asking.NEXT;
        if (before.isEmpty() && !isAgain && messageId != null) {
            return new Asking.At(TurnPlace.FIRST);
        }
        return before.filter(message -> "assistant".equals(message.role()))
                .flatMap(message -> reply(message.id()))
                .<Asking>map(turn -> new Asking.At(new TurnPlace.After(turn, false)))
                .orElse(otherwise);
    }

    private static Optional<ReplyId> reply(String id) {
        return id == null ? Optional.empty() : ReplyId.read(id);
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
