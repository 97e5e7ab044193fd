package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** How much of what a model thinks is shown. A reply may have ten characters here, and three pieces. */
class ShownReasoningTest {

    private final ShownReasoning shown = new ShownReasoning(new SmallRyeConfigBuilder()
            .withMapping(ReplyConfig.class)
            .withDefaultValue("runnel.reply.max-characters", "10")
            .withDefaultValue("runnel.reply.max-chunks", "3")
            .build()
            .getConfigMapping(ReplyConfig.class));

    @Test
    void all_of_it_as_long_as_it_is_no_longer_than_a_reply() {
        assertThat(shown.next("Let ")).isEqualTo("Let ");
        assertThat(shown.next("me see")).isEqualTo("me see");
        assertThat(shown.next(".")).isEmpty();
    }

    @Test
    void no_more_pieces_than_a_reply_may_have() {
        for (String piece : new String[] {"a", "b", "c"}) {
            assertThat(shown.next(piece)).isEqualTo(piece);
        }
        assertThat(shown.next("d")).isEmpty();
    }

    @Test
    void what_the_next_provider_thinks_is_a_paragraph_of_its_own() {
        shown.asked();
        assertThat(shown.next("One")).isEqualTo("One");
        shown.asked();
        assertThat(shown.next("Tw")).isEqualTo("\n\nTw");
        assertThat(shown.next("o")).isEqualTo("o");
    }

    @Test
    void nothing_of_how_to_go_on() {
        shown.next("One");
        shown.end();
        assertThat(shown.next("Two")).isEmpty();
    }
}
