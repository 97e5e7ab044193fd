package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContinuationJoinerTest {

    private static final String TEXT =
            "The quick brown fox jumps over the lazy dog, and nobody minds. Ærø, 你好世界再见吧 🦊🐶! " + "The quick end.";

    /** What the viewer reads in all, when the continuation comes in pieces of this size. */
    private static String read(String before, String continuation, int piece) {
        ContinuationJoiner joiner = new ContinuationJoiner(before);
        StringBuilder read = new StringBuilder(before);
        for (int i = 0; i < continuation.length(); i += piece) {
            read.append(joiner.join(continuation.substring(i, Math.min(continuation.length(), i + piece))));
        }
        return read.append(joiner.finish()).toString();
    }

    static Stream<Arguments> everyCutAndPiece() {
        return IntStream.of(1, 2, 3, 7, 1000).boxed().flatMap(piece -> IntStream.range(1, TEXT.length())
                .filter(cut -> !Character.isLowSurrogate(TEXT.charAt(cut)))
                .mapToObj(cut -> Arguments.of(cut, piece)));
    }

    @ParameterizedTest
    @MethodSource("everyCutAndPiece")
    void a_continuation_that_repeats_nothing_is_taken_whole(int cut, int piece) {
        assertThat(read(TEXT.substring(0, cut), TEXT.substring(cut), piece)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @MethodSource("everyCutAndPiece")
    void a_continuation_that_starts_over_adds_only_what_is_missing(int cut, int piece) {
        assertThat(read(TEXT.substring(0, cut), TEXT, piece)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @MethodSource("everyCutAndPiece")
    void a_continuation_that_repeats_the_last_two_words_adds_only_what_is_missing(int cut, int piece) {
        String before = TEXT.substring(0, cut);
        int lastWord = before.stripTrailing().lastIndexOf(' ');
        int from = before.lastIndexOf(' ', lastWord - 1) + 1;

        assertThat(read(before, TEXT.substring(from), piece)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I like the quick bro | brown fox            | I like the quick brown fox",
                "I like the quick     | the quick brown      | I like the quick brown",
                "costs 12,5           | 00 crowns            | costs 12,500 crowns",
                "he                   | llo                  | hello",
                "hel                  | lo                   | hello",
                "a banana             | na split             | a bananana split",
                "今天天气非常好我们去公园 | 我们去公园玩吧         | 今天天气非常好我们去公园玩吧",
            })
    void half_words_are_joined_and_chance_is_not_taken_for_a_repetition(String before, String then, String expected) {
        assertThat(read(before, then, 1)).isEqualTo(expected);
    }

    @Test
    void a_ruled_line_that_goes_on_is_no_repetition() {
        assertThat(read("| a | b |\n|-----", "-----|-----|\n", 1)).isEqualTo("| a | b |\n|----------|-----|\n");
    }

    @Test
    void text_is_passed_on_as_soon_as_it_cannot_be_a_repetition() {
        ContinuationJoiner joiner = new ContinuationJoiner("The quick brown fox");

        assertThat(joiner.join(" jumps")).isEqualTo(" jumps");
        assertThat(joiner.join(" over")).isEqualTo(" over");
    }

    @Test
    void a_start_over_that_ends_before_the_text_so_far_is_no_end_of_the_reply() {
        ContinuationJoiner joiner = new ContinuationJoiner("The quick brown fox");
        joiner.join("The quick");

        assertThat(joiner.isPlausibleEnd()).isFalse();
    }

    @Test
    void a_continuation_that_has_nothing_to_add_is_an_end() {
        assertThat(new ContinuationJoiner("The quick brown fox").isPlausibleEnd())
                .isTrue();
    }

    @Test
    void a_continuation_that_only_repeats_the_last_word_is_an_end() {
        ContinuationJoiner joiner = new ContinuationJoiner("The quick brown fox");
        joiner.join("fox");

        assertThat(joiner.isPlausibleEnd()).isTrue();
        assertThat(joiner.finish()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It costs 5 dollars. | Or 4 euros.                     | It costs 5 dollars.¶¶Or 4 euros.",
                "It costs 5 dollars. | It costs 5 dollars. Or 4 euros. | It costs 5 dollars. Or 4 euros.",
                "It costs five doll  | five dollars, or 4 euros.       | It costs five dollars, or 4 euros.",
                "Okay. It costs five | Okay.                           | Okay. It costs five¶¶Okay.",
                "It costs 5 dollars. | It costs 5                      | It costs 5 dollars."
            })
    void what_the_user_said_in_between_may_change_all_that_follows_and_no_word_is_said_twice(
            String before, String answer, String whole) {
        for (int piece : new int[] {1, 3, 1000}) {
            ContinuationJoiner joiner = new ContinuationJoiner(before, true);
            StringBuilder read = new StringBuilder(before);
            for (int i = 0; i < answer.length(); i += piece) {
                read.append(joiner.join(answer.substring(i, Math.min(answer.length(), i + piece))));
            }
            assertThat(joiner.isPlausibleEnd()).isTrue();
            assertThat(read.append(joiner.finish()).toString().replace('\n', '¶'))
                    .isEqualTo(whole);
        }
    }
}
