package dev.runnel.ledger;

/**
 * A reply that another pod wrote and this one has taken over.
 *
 * @param header what it is about
 * @param log its log, with everything that was written before
 * @param text what viewers have read so far
 * @param callsTools whether they have been told which tools the model calls, after which only the end is left to tell
 * @param lastSeq the last event that was logged; a viewer of the dead pod may have seen a little more, if Redis was away
 * @param writer how often the reply has been taken over, this time included
 */
public record Takeover(ReplyHeader header, ReplyLog log, String text, boolean callsTools, long lastSeq, long writer) {}
