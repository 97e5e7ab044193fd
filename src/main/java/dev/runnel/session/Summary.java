package dev.runnel.session;

import java.util.Objects;

/**
 * A summary of a conversation's beginning, for prompts that have no room for all of it.
 *
 * @param text the summary
 * @param covers the number of messages that the text stands for, counted from the session's first
 */
public record Summary(String text, long covers) {

    /** Nothing was summarized. */
    public static final Summary NONE = new Summary("", 0);

    public Summary {
        Objects.requireNonNull(text);
    }
}
