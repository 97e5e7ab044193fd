package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is stopped when nobody is left, and who is not. */
class ReplyDeadlinesTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LONG_AFTER = Duration.ofMinutes(4).toNanos();

    @Test
    void a_reply_that_nobody_follows_is_stopped() {
        assertThat(deadlines(false).check(LONG_AFTER, () -> 0)).isEqualTo(ReplyDeadlines.Due.ORPHANED);
        assertThat(deadlines(false).check(LONG_AFTER, () -> 1)).isNotEqualTo(ReplyDeadlines.Due.ORPHANED);
    }

    @Test
    void one_in_the_background_goes_on_but_not_for_ever() {
        assertThat(deadlines(true).check(LONG_AFTER, () -> 0)).isEqualTo(ReplyDeadlines.Due.HEARTBEAT);
        assertThat(deadlines(true).check(LONGEST.toNanos(), () -> 0)).isEqualTo(ReplyDeadlines.Due.OVERDUE);
    }

    private static ReplyDeadlines deadlines(boolean inBackground) {
        ReplyDeadlines deadlines = new ReplyDeadlines(new Config(), LONGEST, inBackground, 0);
        deadlines.viewed();
        return deadlines;
    }

    private record Config() implements ReplyConfig {
        @Override
        public int maxChunks() {
            return 1;
        }

        @Override
        public int maxCharacters() {
            return 1;
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration orphanGrace() {
            return Duration.ofSeconds(30);
        }
    }
}
