package dev.runnel.ledger;

import dev.runnel.UserId;

/**
 * A reply as it is logged so far.
 *
 * @param header whose reply it is
 * @param lastSeq the last event's number; -1 before the first
 * @param ended whether the last event is the terminal one
 */
public record LoggedReply(ReplyHeader header, long lastSeq, boolean ended) {

    /** Whether nothing is left to read after this event. */
    public boolean isReadUpTo(long seq) {
        return ended && seq >= lastSeq;
    }

    /** Whether it is this user's. */
    public boolean isOf(UserId user) {
        return header.user().equals(user);
    }
}
