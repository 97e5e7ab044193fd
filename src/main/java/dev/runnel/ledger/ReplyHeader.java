package dev.runnel.ledger;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;

/**
 * What is known of a reply before its first token.
 *
 * @param user whose reply it is
 * @param session in which conversation
 * @param question the message that it answers; another pod needs it to continue
 */
public record ReplyHeader(ReplyId reply, UserId user, SessionId session, String question) {}
