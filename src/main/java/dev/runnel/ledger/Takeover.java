package dev.runnel.ledger;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import java.util.List;

/**
 * A reply that another pod wrote and that this one has taken over.
 *
 * @param header what is known since its start, with the given prompt if there is one
 * @param log its log, with all events that were written before
 * @param text the text of these events
 * @param hasReasoning whether the model's reasoning is among these events
 * @param callsTools whether the tool calls are among these events; then only the terminal event is missing
 * @param lastSeq the {@code seq} of the last event that was logged; viewers of the dead pod may have seen later ones,
 *     if Redis was away
 * @param writer how often the reply has been taken over, this time included
 */
public record Takeover(
        ReplyHeader header,
        ReplyLog log,
        String text,
        boolean hasReasoning,
        boolean callsTools,
        long lastSeq,
        long writer) {

    /** @param events all that was logged */
    public static Takeover of(ReplyHeader header, ReplyLog log, List<SequencedEvent> events, long writer) {
        StringBuilder text = new StringBuilder();
        boolean hasReasoning = false;
        boolean callsTools = false;
        for (SequencedEvent sequenced : events) {
            switch (sequenced.event()) {
                case ReplyEvent.Chunk chunk -> text.append(chunk.content());
                case ReplyEvent.Reasoning thought -> hasReasoning = true;
                case ReplyEvent.ToolCalls called -> callsTools = true;
                default -> {}
            }
        }
        return new Takeover(header, log, text.toString(), hasReasoning, callsTools, events.size() - 1L, writer);
    }
}
