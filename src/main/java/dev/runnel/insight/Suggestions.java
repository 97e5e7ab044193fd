package dev.runnel.insight;

import java.util.List;

/**
 * Follow-up messages that can be shown to a person: plain, short, different from each other, and enough to choose from.
 */
final class Suggestions {

    private static final int FEWEST = 2;
    private static final int MOST = 4;
    /** The model is asked for 60 characters; anything far longer does not fit a button. */
    private static final int MAX_LENGTH = 100;
    /** Includes characters that reverse the direction of the text after them. */
    private static final String UNSHOWABLE = "[\\p{Cntrl}\\s\\u202a-\\u202e\\u2066-\\u2069]+";

    private Suggestions() {}

    static List<String> from(List<String> proposed) {
        if (proposed == null) {
            return List.of();
        }
        List<String> suggestions = proposed.stream()
                .filter(suggestion -> suggestion != null)
                .map(suggestion -> suggestion.replaceAll(UNSHOWABLE, " ").strip())
                .filter(suggestion -> !suggestion.isEmpty() && suggestion.length() <= MAX_LENGTH)
                .distinct()
                .limit(MOST)
                .toList();
        return suggestions.size() < FEWEST ? List.of() : suggestions;
    }
}
