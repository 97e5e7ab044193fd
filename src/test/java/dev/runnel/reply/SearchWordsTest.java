package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {

    @Test
    void a_text_is_found_by_all_its_words_in_any_order_large_or_small() {
        assertThat(SearchWords.of("ZÜRICH train").in("The train to Zürich")).contains("The train to Zürich");
        assertThat(SearchWords.of("train plane").in("The train to Zürich")).isEmpty();
        assertThat(SearchWords.of("  ").in("anything")).isEmpty();
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
