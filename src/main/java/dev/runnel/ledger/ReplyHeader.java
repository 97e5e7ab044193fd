package dev.runnel.ledger;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;

/** Whose reply it is, and in which conversation. */
public record ReplyHeader(ReplyId reply, UserId user, SessionId session) {}
