package dev.runnel.insight;

import dev.runnel.Context;
import java.util.List;
import java.util.Optional;

/**
 * What was understood of a message.
 *
 * @param context the conversation's context with this message in it; empty when nothing was understood
 * @param suggestions none, or two to four short messages that the user may want to send next
 */
public record Insight(Optional<Context> context, List<String> suggestions) {

    /** Nothing was understood, or nobody tried. */
    public static final Insight NONE = new Insight(Optional.empty(), List.of());

    public Insight {
        suggestions = List.copyOf(suggestions);
    }
}
