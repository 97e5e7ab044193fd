package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.FrontNote;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyId;
import dev.runnel.ReplyOptions;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyHeader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is stopped when nobody is left, and who is not. */
class ReplyDeadlinesTest {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LONG_AFTER = Duration.ofMinutes(4).toNanos();
    private static final Optional<Duration> GRACE = Optional.of(Duration.ofSeconds(30));
    private static final ReplyHeader IN_SESSION =
            new ReplyHeader(ReplyId.random(), new UserId("ada"), new SessionId("s"), "Hi");

    @Test
    void a_reply_that_nobody_follows_goes_on_but_not_for_ever() {
        assertThat(deadlines(IN_SESSION, Optional.empty()).check(LONG_AFTER, () -> 0))
                .isEqualTo(ReplyDeadlines.Due.HEARTBEAT);
        assertThat(deadlines(IN_SESSION, Optional.empty()).check(LONGEST.toNanos(), () -> 0))
                .isEqualTo(ReplyDeadlines.Due.OVERDUE);
    }

    @Test
    void with_a_grace_it_is_stopped_after_that() {
        assertThat(deadlines(IN_SESSION, GRACE).check(LONG_AFTER, () -> 0)).isEqualTo(ReplyDeadlines.Due.ORPHANED);
        assertThat(deadlines(IN_SESSION, GRACE).check(LONG_AFTER, () -> 1)).isNotEqualTo(ReplyDeadlines.Due.ORPHANED);
    }

    @Test
    void one_that_no_session_remembers_is_stopped_after_half_a_minute() {
        assertThat(deadlines(given(false), Optional.empty())
                        .check(Duration.ofSeconds(29).toNanos(), () -> 0))
                .isNotEqualTo(ReplyDeadlines.Due.ORPHANED);
        assertThat(deadlines(given(false), Optional.empty())
                        .check(Duration.ofSeconds(30).toNanos(), () -> 0))
                .isEqualTo(ReplyDeadlines.Due.ORPHANED);
        assertThat(deadlines(given(true), Optional.empty()).check(LONG_AFTER, () -> 0))
                .isNotEqualTo(ReplyDeadlines.Due.ORPHANED);
    }

    @Test
    void one_in_the_background_goes_on_whatever_the_grace_is() {
        ReplyHeader inBackground = given(false).noting(Optional.of(new FrontNote("{}", true)));
        assertThat(deadlines(inBackground, GRACE).check(LONG_AFTER, () -> 0)).isEqualTo(ReplyDeadlines.Due.HEARTBEAT);
        assertThat(deadlines(inBackground, GRACE).check(LONGEST.toNanos(), () -> 0))
                .isEqualTo(ReplyDeadlines.Due.OVERDUE);
    }

    private static ReplyHeader given(boolean isRemembered) {
        return IN_SESSION.answering(Optional.of(new GivenPrompt(List.of(), ReplyOptions.NONE, isRemembered)));
    }

    private static ReplyDeadlines deadlines(ReplyHeader header, Optional<Duration> grace) {
        ReplyDeadlines deadlines = new ReplyDeadlines(new Config(grace), LONGEST, header, 0);
        deadlines.viewed();
        return deadlines;
    }

    private record Config(Optional<Duration> orphanGrace) implements ReplyConfig {
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
    }
}
