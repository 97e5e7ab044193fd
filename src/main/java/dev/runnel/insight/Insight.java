package dev.runnel.insight;

import java.util.List;

/**
 * What was understood of a message.
 *
 * @param suggestions short follow-ups that the user may want to send next; may be empty
 */
public record Insight(List<String> suggestions) {

    /** Nothing was understood, or nobody tried. */
    public static final Insight NONE = new Insight(List.of());

    public Insight {
        suggestions = List.copyOf(suggestions);
    }
}
