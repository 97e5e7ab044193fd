package dev.runnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The whole prompt of a caller that keeps the conversation itself, in place of what a session would add.
 *
 * @param messages oldest first; the last one is what is to be answered
 * @param options how to answer
 * @param isRemembered whether the turn is written to the question's session nevertheless
 */
public record GivenPrompt(List<GivenMessage> messages, ReplyOptions options, boolean isRemembered) {

    public GivenPrompt {
        messages = List.copyOf(messages);
        Objects.requireNonNull(options);
    }

    /** The same question in other words. */
    public GivenPrompt saying(List<GivenMessage> other) {
        return new GivenPrompt(other, options, isRemembered);
    }

    /** Notes on what was said before these messages; empty if there are none. */
    public Optional<String> notes() {
        return messages.stream()
                .filter(GivenMessage.Notes.class::isInstance)
                .map(notes -> ((GivenMessage.Notes) notes).text())
                .reduce((earlier, latest) -> latest);
    }

    /** The same, and these instructions before all messages, unless the caller gives its own. */
    public GivenPrompt instructed(String instructions) {
        if (instructions.isEmpty() || messages.stream().anyMatch(GivenMessage.Instructions.class::isInstance)) {
            return this;
        }
        List<GivenMessage> all = new ArrayList<>(messages.size() + 1);
        all.add(new GivenMessage.Instructions(instructions));
        all.addAll(messages);
        return saying(all);
    }
}
