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

    static SearchWords of(String said) {
        return new SearchWords(Arrays.stream(plain(said).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList());
    }

    /** The text around the first of the words, on one line; empty if the text has not all of them. */
    Optional<String> in(String text) {
        String plain = plain(text);
        if (words.isEmpty() || !words.stream().allMatch(plain::contains)) {
            return Optional.empty();
        }
        int at = plain.indexOf(words.getFirst());
        // Letters may become more or fewer when they are made small: an excerpt is of the text as it was said, if it
        // can be.
        String shown = plain.length() == text.length() ? text : plain;
        return Optional.of(excerpt(shown, at, at + words.getFirst().length()));
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

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
