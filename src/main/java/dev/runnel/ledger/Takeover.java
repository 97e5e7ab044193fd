package dev.runnel.ledger;

/**
 * A reply that another pod wrote and that this one has taken over.
 *
 * @param header what is known since its start, with the given prompt if there is one
 * @param log its log, with all events that were written before
 * @param text the text of these events
 * @param callsTools whether the tool calls are among these events; then only the terminal event is missing
 * @param lastSeq the {@code seq} of the last event that was logged; viewers of the dead pod may have seen later ones,
 *     if Redis was away
 * @param writer how often the reply has been taken over, this time included
 */
public record Takeover(ReplyHeader header, ReplyLog log, String text, boolean callsTools, long lastSeq, long writer) {}
