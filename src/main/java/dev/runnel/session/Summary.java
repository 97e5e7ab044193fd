package dev.runnel.session;

import java.util.Objects;

/**
 * What the beginning of a conversation comes down to, for prompts that have no room for all of it.
 *
 * @param text what was said, in short
 * @param covers the messages that the text stands for, counted from the session's very first
 */
public record Summary(String text, long covers) {

    /** Nothing was summed up. */
    public static final Summary NONE = new Summary("", 0);

    public Summary {
        Objects.requireNonNull(text);
    }
}
