package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a loop counts as behind, by looks that a test makes. */
class LoopLagTest {

    private final FakeClock clock = new FakeClock();
    private final LoopLag loop = new LoopLag(Duration.ofSeconds(1), clock);

    @Test
    void a_loop_that_is_a_little_late_is_not_behind() {
        for (int i = 0; i < 100; i++) {
            look(200);
            assertThat(loop.behindFor()).isEmpty();
        }
    }

    @Test
    void one_pause_is_no_reason_however_long_it_is() {
        look(0);
        clock.advance(Duration.ofMinutes(1));
        assertThat(loop.behindFor()).isEmpty();
        loop.look();
        assertThat(loop.behindFor()).isEmpty();
        look(0);
        assertThat(loop.behindFor()).isEmpty();
    }

    @Test
    void a_loop_that_was_late_at_every_look_of_a_second_is_behind() {
        look(300);
        look(300);
        assertThat(loop.behindFor()).isEmpty();
        look(300);
        assertThat(loop.behindFor()).contains(Duration.ofMillis(1_100));
    }

    @Test
    void a_look_that_has_not_come_yet_counts_too() {
        look(400);
        clock.advance(LoopLag.INTERVAL.plusMillis(600));
        assertThat(loop.behindFor()).isPresent();
    }

    @Test
    void one_look_on_time_ends_it() {
        look(2_000);
        look(2_000);
        assertThat(loop.behindFor()).isPresent();
        look(10);
        assertThat(loop.behindFor()).isEmpty();
        look(600);
        assertThat(loop.behindFor()).isEmpty();
    }

    private void look(int lateMillis) {
        clock.advance(LoopLag.INTERVAL.plusMillis(lateMillis));
        assertThat(loop.look()).isEqualTo(Duration.ofMillis(lateMillis));
    }
}
