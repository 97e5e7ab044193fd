package dev.runnel.ledger;

import dev.runnel.ReplyId;

/** What became of the wish to open a log. */
public sealed interface Opening {

    /**
     * The log is open, and the caller writes it. Viewers are shown nothing of it before the reply is found on every pod,
     * or cannot be announced now: what they learn first is its name, with which they may turn to any.
     */
    record Opened(ReplyLog log) implements Opening {}

    /** Somebody else opened it under the same idempotency key. */
    record Existing(ReplyId reply) implements Opening {}
}
