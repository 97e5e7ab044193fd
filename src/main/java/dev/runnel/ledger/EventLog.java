package dev.runnel.ledger;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Keeps the events of every reply while it runs and for the retention after its end. */
public interface EventLog {

    /** Opens the log of a new reply. The caller is its only writer. */
    Uni<ReplyLog> open(ReplyHeader header);

    /** Whose reply this is; empty when it never was or has expired. */
    Uni<Optional<ReplyHeader>> find(ReplyId reply);

    /**
     * The events with a {@code seq} above {@code after}, past and future, without a gap or a repeat, ending with the
     * terminal one. Nothing is buffered for a viewer: it is given what it asks for, when it asks. An unknown reply
     * fails with {@code REPLY_UNKNOWN}.
     *
     * @param after -1 for all events
     */
    Multi<SequencedEvent> follow(ReplyId reply, long after);
}
