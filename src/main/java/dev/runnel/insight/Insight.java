package dev.runnel.insight;

import dev.runnel.Context;
import java.util.List;
import java.util.Optional;

/**
 * What a call found out about a message.
 *
 * @param context the conversation's context with this message in it; empty when nothing was understood
 * @param suggestions none, or two to four short messages that the user may want to send next
 */
public record Insight(Optional<Context> context, List<String> suggestions) {

    /** Nothing was found, or no call was made. */
    public static final Insight NONE = new Insight(Optional.empty(), List.of());

    public Insight {
        suggestions = List.copyOf(suggestions);
    }
}
