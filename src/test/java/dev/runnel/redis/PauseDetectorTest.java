package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PauseDetectorTest {

    private final AtomicLong clock = new AtomicLong();
    private final PauseDetector pauses = new PauseDetector(Duration.ofSeconds(2), clock::get);

    @Test
    void a_process_that_shows_itself_often_enough_has_not_stood_still_however_long_it_takes_to_find_something_out() {
        int begun = pauses.count();
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(pauses.hasStoodStill()).isFalse();
        }
        pauses.judged(begun);
        assertThat(pauses.hasStoodStill()).isFalse();
    }

    @Test
    void what_began_before_a_pause_says_nothing_of_the_time_after_it() {
        int begun = pauses.count();
        pass(Duration.ofSeconds(3));
        assertThat(pauses.hasStoodStill()).isTrue();
        pauses.judged(begun);
        assertThat(pauses.hasStoodStill()).isTrue();
        pauses.judged(pauses.count());
        assertThat(pauses.hasStoodStill()).isFalse();
    }

    @Test
    void two_pauses_are_not_over_when_something_was_found_out_between_them() {
        pass(Duration.ofSeconds(3));
        int between = pauses.count();
        pass(Duration.ofSeconds(3));
        pauses.judged(between);
        assertThat(pauses.hasStoodStill()).isTrue();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
