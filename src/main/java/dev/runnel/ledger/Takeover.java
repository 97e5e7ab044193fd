package dev.runnel.ledger;

import dev.runnel.Correction;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply that another pod wrote and that this one has taken over.
 *
 * @param header what is known since its start, with the given prompt if there is one
 * @param log its log, with all events that were written before
 * @param text the text of these events
 * @param corrections what the user said while that was written
 * @param hasBegun whether the model was asked, or is about to be; false for a reply that waits
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
        List<Steered> corrections,
        boolean hasBegun,
        boolean hasReasoning,
        boolean callsTools,
        long lastSeq,
        long writer) {

    /**
     * Something that the user said in between.
     *
     * @param steer its name while it waited
     */
    public record Steered(ReplyId steer, Correction correction) {}

    /** What the user said in between. */
    public List<Correction> said() {
        return corrections.stream().map(Steered::correction).toList();
    }

    /** The same with another question, if this one is not empty. */
    public Takeover asking(String question) {
        return question.isEmpty()
                ? this
                : new Takeover(
                        header.asking(question),
                        log,
                        text,
                        corrections,
                        hasBegun,
                        hasReasoning,
                        callsTools,
                        lastSeq,
                        writer);
    }

    /** @param events all that was logged */
    public static Takeover of(ReplyHeader header, ReplyLog log, List<SequencedEvent> events, long writer) {
        StringBuilder text = new StringBuilder();
        List<Steered> corrections = new ArrayList<>();
        boolean hasBegun = false;
        boolean hasReasoning = false;
        boolean callsTools = false;
        for (SequencedEvent sequenced : events) {
            switch (sequenced.event()) {
                case ReplyEvent.Chunk chunk -> text.append(chunk.content());
                case ReplyEvent.Progress progress -> hasBegun |= progress.stage() == ReplyEvent.Stage.PROCESSING;
                case ReplyEvent.Steered said ->
                    corrections.add(new Steered(said.steer(), new Correction(text.length(), said.message())));
                case ReplyEvent.Reasoning thought -> hasReasoning = true;
                case ReplyEvent.ToolCalls called -> callsTools = true;
                default -> {}
            }
        }
        return new Takeover(
                header,
                log,
                text.toString(),
                List.copyOf(corrections),
                hasBegun,
                hasReasoning,
                callsTools,
                events.size() - 1L,
                writer);
    }
}
