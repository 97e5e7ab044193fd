package dev.runnel;

import java.util.List;
import java.util.Objects;

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
}
