package dev.runnel.ledger;

import dev.runnel.UserId;

/**
 * What is known of a reply that is in the log: its header and its progress.
 *
 * @param header what is known since its start
 * @param lastSeq the {@code seq} of the last event; -1 if there is none yet
 * @param ended whether the last event is the terminal one
 */
public record LoggedReply(ReplyHeader header, long lastSeq, boolean ended) {

    /** Whether a viewer that has seen this event has seen the whole reply. */
    public boolean isReadUpTo(long seq) {
        return ended && seq >= lastSeq;
    }

    /** Whether this user owns the reply. */
    public boolean isOf(UserId user) {
        return header.user().equals(user);
    }
}
