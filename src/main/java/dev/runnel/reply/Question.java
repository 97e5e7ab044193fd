package dev.runnel.reply;

import dev.runnel.ClientAddress;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.util.Optional;

/**
 * What a user asks.
 *
 * @param user who asks
 * @param address from where
 * @param session in which conversation
 * @param begins whether that begins now: nobody can have said anything in it
 * @param message the user's text, checked for length
 * @param key the client's name for this request, if it gave one
 */
public record Question(
        UserId user,
        ClientAddress address,
        SessionId session,
        boolean begins,
        String message,
        Optional<IdempotencyKey> key) {}
