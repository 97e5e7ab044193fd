package dev.runnel.storm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of stories: a random one, the story, the call that said it, and its place: {@code kelu-17b4}. So it is seen
 * of each word where it belongs. The last word of a call that was not broken off ends with a full stop.
 */
final class Words {

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final Pattern WORD = Pattern.compile("[a-z]+-(\\d+)([a-z])(\\d+)(\\.?) ");

    private Words() {}

    /** @param call 0 for the first call of this story */
    static String[] say(RandomGenerator random, int story, int call, int count) {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            words[i] = word(random) + "-" + story + (char) ('a' + call % 26) + i + (i + 1 < count ? " " : ". ");
        }
        return words;
    }

    private static String word(RandomGenerator random) {
        StringBuilder word = new StringBuilder();
        for (int syllable = 2 + random.nextInt(2); syllable > 0; syllable--) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }

    /** How many words of this story a text has. */
    static int count(String text, int story) {
        return (int) WORD.matcher(text)
                .results()
                .filter(word -> word.group(1).equals("" + story))
                .count();
    }

    /** Whether the text ends where a call has ended by itself. */
    static boolean isWhole(String text) {
        return text.endsWith(". ");
    }

    /** What is wrong: each call's words must be there from its first one on, without holes, one call after the other. */
    static Optional<String> mistake(String text, int story) {
        Matcher word = WORD.matcher(text);
        List<String> wrong = new ArrayList<>();
        Set<String> calls = new HashSet<>();
        String call = "";
        int next = 0;
        int end = 0;
        while (word.find()) {
            if (word.start() != end) {
                wrong.add("“" + text.substring(end, word.start()) + "” is no word");
            }
            if (!word.group(2).equals(call)) {
                call = word.group(2);
                next = 0;
                if (!calls.add(call)) {
                    wrong.add("call " + call + " comes back");
                }
            }
            if (!word.group(1).equals("" + story) || !word.group(3).equals("" + next)) {
                wrong.add(word.group().strip() + " in the place of " + story + call + next);
            }
            next = Integer.parseInt(word.group(3)) + 1;
            end = word.end();
        }
        if (end != text.length()) {
            wrong.add("“" + text.substring(end) + "” is no word");
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }
}
