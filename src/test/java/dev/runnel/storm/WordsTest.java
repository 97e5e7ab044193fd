package dev.runnel.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is seen of a story's words alone. */
class WordsTest {

    private static final Seed SEED = new Seed(1);

    @Test
    void no_two_calls_say_the_same() {
        assertThat(say(0)).doesNotContainAnyElementsOf(List.of(say(1)));
    }

    @Test
    void a_call_that_another_one_goes_on_with_is_in_order() {
        assertThat(Words.mistake(join(0, 0, 3) + join(1, 0, 5), 7)).isEmpty();
    }

    @Test
    void words_that_are_missing_repeated_of_another_story_or_none_are_found() {
        assertThat(Words.mistake(join(0, 0, 2) + join(0, 3, 5), 7)).isPresent();
        assertThat(Words.mistake(join(0, 1, 5), 7)).isPresent();
        assertThat(Words.mistake(join(0, 0, 3) + join(0, 2, 5), 7)).isPresent();
        assertThat(Words.mistake(join(0, 0, 3) + join(1, 0, 2) + join(0, 3, 5), 7))
                .isPresent();
        assertThat(Words.mistake(join(0, 0, 5), 8)).isPresent();
        assertThat(Words.mistake(join(0, 0, 2).substring(0, 5), 7)).isPresent();
    }

    @Test
    void only_the_last_word_of_a_call_ends_a_story() {
        assertThat(Words.isWhole(join(0, 0, 5))).isTrue();
        assertThat(Words.isWhole(join(0, 0, 4))).isFalse();
    }

    private static String[] say(int call) {
        return Words.say(SEED.random("test", call), 7, call, 5);
    }

    private static String join(int call, int from, int to) {
        return String.join("", Arrays.asList(say(call)).subList(from, to));
    }
}
