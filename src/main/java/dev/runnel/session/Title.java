package dev.runnel.session;

import dev.runnel.Message;
import java.util.List;

/**
 * The title of a conversation in a list.
 *
 * @param text on one line
 * @param isChosen whether the user called it so
 */
record Title(String text, boolean isChosen) {

    static final Title NONE = new Title("", false);

    /** Two lines on a phone. */
    private static final int MAX_CHARACTERS = 80;

    /** The beginning of the first question, on one line. */
    static Title of(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .filter(message -> message.role() == Message.Role.USER)
                .findFirst()
                .map(question -> of(question.text()))
                .orElse(NONE);
    }

    /** The same when the first question has no answer yet. */
    static Title of(String question) {
        return new Title(shorten(question.strip().replaceAll("\\s+", " ")), false);
    }

    private static String shorten(String line) {
        if (line.codePointCount(0, line.length()) <= MAX_CHARACTERS) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 1));
        return cut.stripTrailing() + "…";
    }
}
