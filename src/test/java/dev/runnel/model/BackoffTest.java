package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long is waited before the next try. */
class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(400));

    @Test
    void each_wait_is_about_twice_the_one_before() {
        assertThat(backoff.next()).isBetween(Duration.ofMillis(200), Duration.ofMillis(600));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(400), Duration.ofMillis(1_200));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(800), Duration.ofMillis(2_400));
    }

    @Test
    void a_provider_that_says_when_to_come_back_is_not_asked_earlier() {
        assertThat(backoff.nextDelayInMillis(limited(Duration.ofSeconds(2)))).isEqualTo(2_000);
    }

    @Test
    void one_that_says_at_once_is_given_time_all_the_same() {
        assertThat(backoff.nextDelayInMillis(limited(Duration.ZERO))).isBetween(200L, 600L);
    }

    private static Throwable limited(Duration wait) {
        return Failure.retryAfter(FailureCode.PROVIDER_RATE_LIMITED, wait).asException();
    }
}
