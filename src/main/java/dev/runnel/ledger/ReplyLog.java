package dev.runnel.ledger;

import dev.runnel.ReplyEvent;

/** The writer's end of one reply's log. Calls may come from any thread; they are put in one order. */
public interface ReplyLog {

    /**
     * Adds an event; viewers that wait for it receive it before this returns or soon after. Never blocks.
     *
     * @return false when the event is dropped: the reply has ended already, or its text has, or it is another pod's now
     */
    boolean append(ReplyEvent event);

    /**
     * Ends the text: pieces that come from now on are dropped.
     *
     * @return all of it, just as viewers have it, what other pods wrote included
     */
    String seal();

    /** How many viewers follow the reply here, now. */
    int viewers();

    /**
     * Leaves the reply to another pod: nothing can be appended any more, and viewers here fail with
     * {@link AbandonedReplyException} when they have read what there is.
     */
    void abandon();
}
