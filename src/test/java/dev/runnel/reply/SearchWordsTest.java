package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchWordsTest {

    @Test
    void a_text_is_found_by_all_its_words_in_any_order_large_or_small() {
        assertThat(SearchWords.of("ZÜRICH train").in("The train to Zürich")).contains("The train to Zürich");
        assertThat(SearchWords.of("train plane").in("The train to Zürich")).isEmpty();
        assertThat(SearchWords.of("  ").in("anything")).isEmpty();
    }

    @Test
    void letters_that_become_more_or_fewer_are_found_and_shown_as_they_were_written() {
        String text = "Über DAS Wetter in Ankara und İzmir";
        for (String words : List.of("wetter", "izmir", "İZMİR", "i\u0307zmir", "IZMIR u\u0308ber")) {
            assertThat(SearchWords.of(words).in(text)).as(words).contains(text);
        }
        for (String words : List.of("STRASSE", "straße", "stra\u017f\u017fe")) {
            assertThat(SearchWords.of(words).in("Die Straße")).as(words).contains("Die Straße");
        }
        assertThat(SearchWords.of("ΟΔΟΣ").in("η οδος")).contains("η οδος");
        assertThat(SearchWords.of("strase").in("Die Straße")).isEmpty();
    }

    @Test
    void an_excerpt_is_cut_where_the_words_are_however_long_the_text_before_is_in_other_letters() {
        String text = "İß".repeat(100) + " Needle " + "ŒUVRE ".repeat(50);
        assertThat(SearchWords.of("needle").in(text).orElseThrow())
                .startsWith("…")
                .contains("İßİß Needle ŒUVRE")
                .hasSizeBetween(100, 140);
    }

    @Test
    void an_excerpt_is_on_one_line_and_says_where_it_was_cut() {
        String text = "a".repeat(100) + "\nneedle\n" + "🦊".repeat(100);
        assertThat(SearchWords.of("needle").in(text).orElseThrow())
                .startsWith("…a")
                .contains("a needle 🦊")
                .endsWith("🦊…");
    }
}
