package dev.runnel.ledger;

import dev.runnel.ReplyEvent;

/** Writes one reply's log. Thread-safe: concurrent calls take effect one after the other. */
public interface ReplyLog {

    /**
     * Adds an event. Waiting viewers get it during this call, or as soon as Redis has it (see {@link Durability}).
     * Never blocks.
     *
     * @return false if the event was dropped, because the reply or its text has ended or another pod writes it now
     */
    boolean append(ReplyEvent event);

    /**
     * Ends the text: later chunks are dropped.
     *
     * @return the whole text, exactly as viewers get it, including what other pods wrote
     */
    String seal();

    /** The text so far, hidden parts of it included, and including what other pods wrote. */
    String text();

    /** How many viewers follow the reply through this pod now. */
    int viewers();

    /**
     * Leaves the reply to another pod. Nothing can be appended any more, and viewers here get an {@link
     * AbandonedReplyException} after the last event that they may see.
     */
    void abandon();
}
