package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text of a reply, from the pieces and the whole messages in which it comes. */
class ReplyTextTest {

    private final ReplyText text = new ReplyText();
    private final StringBuilder read = new StringBuilder();

    @Test
    void pieces_are_the_text() {
        pieces("Hel", "lo ", "world");
        assertThat(read).hasToString("Hello world");
    }

    @Test
    void a_message_that_grows_is_told_as_it_grows() {
        messages("Hel", "Hello ", "Hello world", "Hello world");
        assertThat(read).hasToString("Hello world");
    }

    @Test
    void a_message_after_the_pieces_adds_what_was_not_said() {
        pieces("Hello ");
        messages("Hello world");
        assertThat(read).hasToString("Hello world");
    }

    @Test
    void a_message_that_is_not_what_was_said_adds_nothing() {
        pieces("Hello ", "world ");
        messages("Hello world");
        messages("Something else that is longer");
        assertThat(read).hasToString("Hello world ");
    }

    @Test
    void messages_that_do_not_grow_are_pieces() {
        messages("Hello ", "world", "Hello world");
        assertThat(read).hasToString("Hello world");
    }

    @Test
    void a_character_in_two_halves_is_one() {
        pieces("a\uD83C", "\uDF0Ab");
        assertThat(read).hasToString("a🌊b");
    }

    @Test
    void half_a_character_without_its_other_half_is_shown_as_such() {
        pieces("a\uD83C", "b\uDF0Ac", "d\uD83C");
        assertThat(read.append(text.rest())).hasToString("a\uFFFDb\uFFFDcd\uFFFD");
    }

    @Test
    void what_a_model_thinks_between_tags_is_not_its_answer() {
        pieces("\n<thi", "nk>Let me", " see </thi", "nk>\n\n", "Four <think> it is");
        assertThat(read).hasToString("Four <think> it is");
        assertThat(text.thought()).isEqualTo("Let me see ");
        assertThat(text.thought()).isEmpty();
    }

    @Test
    void while_it_thinks_nothing_was_said() {
        pieces("<think>Let me");
        assertThat(text.isThinking()).isTrue();
        assertThat(text.isBegun()).isFalse();
        assertThat(text.rest()).isEmpty();
    }

    @Test
    void what_only_looks_like_the_beginning_of_a_tag_is_text() {
        pieces("<", "thin", "g>");
        assertThat(read).hasToString("<thing>");
        assertThat(new ReplyText().next(WireChunk.text("<"))).isEmpty();
    }

    @Test
    void half_a_tag_is_all_of_a_reply_that_ends_there() {
        pieces("<thi");
        assertThat(read.append(text.rest())).hasToString("<thi");
    }

    private void pieces(String... pieces) {
        for (String piece : pieces) {
            read.append(text.next(WireChunk.text(piece)));
        }
    }

    private void messages(String... messages) {
        for (String message : messages) {
            read.append(text.next(WireChunk.of("", message, false, null, null, null)));
        }
    }
}
