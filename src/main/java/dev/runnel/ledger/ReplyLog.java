package dev.runnel.ledger;

import dev.runnel.ReplyEvent;

/** The writing side of one reply's log. Thread-safe; concurrent calls are put in one order. */
public interface ReplyLog {

    /**
     * Adds an event; waiting viewers receive it before this returns or soon after. Never blocks.
     *
     * @return false if the event is dropped: the reply or its text has ended already, or another pod writes it now
     */
    boolean append(ReplyEvent event);

    /**
     * Ends the text: pieces that come later are dropped.
     *
     * @return the whole text, exactly as viewers have it, including what other pods wrote
     */
    String seal();

    /** How many viewers follow the reply on this pod now. */
    int viewers();

    /**
     * Leaves the reply to another pod: nothing can be appended any more, and viewers here fail with {@link
     * AbandonedReplyException} after they have read everything.
     */
    void abandon();
}
