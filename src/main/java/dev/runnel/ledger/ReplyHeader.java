package dev.runnel.ledger;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;

/**
 * What is known of a reply before its first word.
 *
 * @param user whose it is
 * @param session in which conversation
 * @param question what it answers; another pod needs it to go on
 */
public record ReplyHeader(ReplyId reply, UserId user, SessionId session, String question) {}
