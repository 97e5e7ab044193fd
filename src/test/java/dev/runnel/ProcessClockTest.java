package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessClockTest {

    private final FakeClock time = new FakeClock();
    private final ProcessClock clock = new ProcessClock(time::read);

    @Test
    void a_process_that_runs_sees_all_of_the_time() {
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMillis(200));
            assertThat(clock.tick()).isEqualTo(time.read());
        }
        time.advance(Duration.ofMillis(70));
        assertThat(clock.read()).isEqualTo(time.read());
    }

    @Test
    void a_pause_counts_as_one_short_step() {
        time.advance(Duration.ofMinutes(10));
        assertThat(Duration.ofNanos(clock.tick())).isEqualTo(Duration.ofSeconds(1));

        time.advance(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(clock.tick())).isEqualTo(Duration.ofMillis(1300));
    }
}
