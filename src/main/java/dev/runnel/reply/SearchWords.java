package dev.runnel.reply;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is searched for: a text has it if it has all the words, in any order, large or small.
 *
 * @param words at least one
 */
record SearchWords(List<String> words) {

    private static final int MAX_WORDS = 8;
    /** Characters before and behind the first word. */
    private static final int AROUND = 60;
    /** What is left of an İ beside the i when it is made small. */
    private static final String DOT_ABOVE = "\u0307";

    static SearchWords of(String said) {
        return new SearchWords(Arrays.stream(folded(Normalizer.normalize(said, Normalizer.Form.NFC))
                        .strip()
                        .split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList());
    }

    /** The text around the first of the words, on one line; empty if the text has not all of them. */
    Optional<String> in(String text) {
        String said = Normalizer.normalize(text, Normalizer.Form.NFC);
        String folded = folded(said);
        if (words.isEmpty() || !words.stream().allMatch(folded::contains)) {
            return Optional.empty();
        }
        int at = folded.indexOf(words.getFirst());
        return Optional.of(excerpt(
                said, unfolded(said, at), unfolded(said, at + words.getFirst().length())));
    }

    private static String excerpt(String text, int from, int to) {
        int begin = boundary(text, Math.max(0, from - AROUND));
        int end = boundary(text, Math.min(text.length(), to + AROUND));
        String line = text.substring(begin, end).strip().replaceAll("\\s+", " ");
        return (begin > 0 ? "…" : "") + line + (end < text.length() ? "…" : "");
    }

    /** Not within a character of two halves. */
    private static int boundary(String text, int at) {
        boolean isWithin = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return isWithin ? at - 1 : at;
    }

    /** The text without what tells large letters from small ones, however many letters that takes. */
    private static String folded(String said) {
        StringBuilder folded = new StringBuilder(said.length());
        said.codePoints().forEach(letter -> folded.append(folded(letter)));
        return folded.toString();
    }

    /** Large first: ß has no other form than SS, and İ, ı and I are all an i. */
    private static String folded(int letter) {
        String alone = Character.toString(letter);
        boolean hasCase =
                Character.isLowerCase(letter) || Character.isUpperCase(letter) || Character.isTitleCase(letter);
        return (hasCase ? alone.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : alone).replace(DOT_ABOVE, "");
    }

    /** The place in a text that is at this place when the text is folded. */
    private static int unfolded(String said, int at) {
        int place = 0;
        int before = 0;
        while (place < said.length()) {
            int letter = said.codePointAt(place);
            before += folded(letter).length();
            if (before > at) {
                return place;
            }
            place += Character.charCount(letter);
        }
        return place;
    }
}
