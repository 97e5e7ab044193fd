package dev.runnel.ledger;

import dev.runnel.ReplyId;

/** The result of opening a log. */
public sealed interface Opening {

    /** The log is open, and the caller writes it. */
    record Opened(ReplyLog log) implements Opening {}

    /** Another request has opened it with the same idempotency key. */
    record Existing(ReplyId reply) implements Opening {}
}
