package dev.runnel.model;

import dev.runnel.Message;
import java.util.List;

/**
 * What to answer.
 *
 * @param history what was said before, oldest first
 * @param message what the user says now
 */
public record Prompt(List<Message> history, String message) {

    public Prompt {
        history = List.copyOf(history);
    }
}
