package dev.runnel.session;

import dev.runnel.Message;
import java.util.List;

/** The title of a conversation in a list. */
final class Title {

    /** Two lines on a phone. */
    private static final int MAX_CHARACTERS = 80;

    private Title() {}

    /** The beginning of the first question, on one line. */
    static String of(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .filter(message -> message.role() == Message.Role.USER)
                .findFirst()
                .map(question -> shorten(question.text().strip().replaceAll("\\s+", " ")))
                .orElse("");
    }

    private static String shorten(String line) {
        if (line.codePointCount(0, line.length()) <= MAX_CHARACTERS) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 1));
        return cut.stripTrailing() + "…";
    }
}
