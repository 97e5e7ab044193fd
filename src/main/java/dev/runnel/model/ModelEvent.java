package dev.runnel.model;

import dev.runnel.FinishReason;
import dev.runnel.Usage;

/** What happens while an answer is made. */
public sealed interface ModelEvent {

    /** A provider was asked, for the first time or again; the text that follows is from it. */
    record Asked(String provider, String model) implements ModelEvent {}

    /** The model reasons; text will follow. */
    record Thinking() implements ModelEvent {}

    /** The text broke off, and is about to be taken up. */
    record Continuing() implements ModelEvent {}

    /** The next piece of the text; never empty. */
    record Token(String text) implements ModelEvent {}

    /** The answer is whole. */
    record Finished(String provider, String model, FinishReason finishReason, Usage usage) implements ModelEvent {}
}
