package dev.runnel.reply;

import dev.runnel.SessionId;
import dev.runnel.UserId;

/**
 * What a user asks.
 *
 * @param user who asks
 * @param session in which conversation
 * @param message the user's text, checked for length
 */
public record Question(UserId user, SessionId session, String message) {}
