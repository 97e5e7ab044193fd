package dev.runnel.ledger;

import dev.runnel.ReplyId;
import io.smallrye.mutiny.Uni;

/** What became of the wish to open a log. */
public sealed interface Opening {

    /**
     * The log is open, and the caller writes it.
     *
     * @param announced done when the reply is found on every pod, or cannot be announced now; never fails
     */
    record Opened(ReplyLog log, Uni<Void> announced) implements Opening {}

    /** Somebody else opened it under the same idempotency key. */
    record Existing(ReplyId reply) implements Opening {}
}
