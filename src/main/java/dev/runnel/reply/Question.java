package dev.runnel.reply;

import dev.runnel.ClientAddress;
import dev.runnel.FrontNote;
import dev.runnel.GivenPrompt;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.util.Optional;

/**
 * What a user asks.
 *
 * @param user who asks
 * @param address from which address
 * @param session in which conversation
 * @param begins whether the conversation begins with this question, so that there is nothing to read
 * @param message the user's text, checked for length
 * @param key the client's name for this request, if it gave one
 * @param given the whole prompt, if the caller keeps the conversation itself; {@code message} is its last text then
 * @param note what the front wants to find again with the reply
 */
public record Question(
        UserId user,
        ClientAddress address,
        SessionId session,
        boolean begins,
        String message,
        Optional<IdempotencyKey> key,
        Optional<GivenPrompt> given,
        Optional<FrontNote> note) {

    /** A question of a front that notes nothing. */
    public Question(
            UserId user,
            ClientAddress address,
            SessionId session,
            boolean begins,
            String message,
            Optional<IdempotencyKey> key,
            Optional<GivenPrompt> given) {
        this(user, address, session, begins, message, key, given, Optional.empty());
    }
}
