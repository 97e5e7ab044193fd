package dev.runnel.model;

import dev.runnel.FinishReason;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import java.util.List;

/** What happens while an answer is produced. */
public sealed interface ModelEvent {

    /** A provider was asked, for the first time or again; the text that follows comes from it. */
    record Asked(String provider, String model) implements ModelEvent {}

    /** The model reasons; text will follow. */
    record Thinking() implements ModelEvent {}

    /** What the model thinks, which is no text; never empty, and only if it is to be shown. */
    record Reasoning(String text) implements ModelEvent {}

    /** The text broke off and will be continued. */
    record Continuing() implements ModelEvent {}

    /** The next piece of the text; never empty. */
    record Token(String text) implements ModelEvent {}

    /**
     * The answer is complete.
     *
     * @param calls the tools that the model calls; empty for none
     */
    record Finished(String provider, String model, FinishReason finishReason, Usage usage, List<ToolCall> calls)
            implements ModelEvent {

        public Finished {
            calls = List.copyOf(calls);
        }
    }
}
