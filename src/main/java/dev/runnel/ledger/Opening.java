package dev.runnel.ledger;

import dev.runnel.ReplyId;

/** The result of opening a log. */
public sealed interface Opening {

    /** The log is open, and the caller is its writer. */
    record Opened(ReplyLog log) implements Opening {}

    /** No log was opened: an earlier request with the same idempotency key has started this reply. */
    record Existing(ReplyId reply) implements Opening {}
}
