package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every gate promises to those who have to wait for their turn. */
abstract class RateLimiterSeatContract extends RateLimiterContract {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void a_request_that_needs_no_place_yet_is_counted_and_takes_one_later_without_being_counted_again() {
        RateLimiter limiter = limiter(new Limits(2, 1, PLENTY));
        Permit running = allowed(limiter, ann);
        assertThat(counted(limiter)).isEmpty();
        assertThat(counted(limiter).map(Failure::code)).contains(FailureCode.RATE_LIMITED);
        ReplyId waiting = ReplyId.random();
        assertThat(seated(limiter, waiting)).isInstanceOf(Admission.Refused.class);
        running.release();
        assertThat(seated(limiter, waiting)).isInstanceOfSatisfying(Admission.Allowed.class, seated -> {
            assertThat(seated(limiter, ReplyId.random())).isInstanceOf(Admission.Refused.class);
            seated.permit().release();
        });
        assertThat(seated(limiter, ReplyId.random())).isInstanceOf(Admission.Allowed.class);
    }

    private Optional<Failure> counted(RateLimiter limiter) {
        return limiter.count(ann, HERE).await().atMost(PATIENCE);
    }

    private Admission seated(RateLimiter limiter, ReplyId reply) {
        return limiter.seat(ann, reply).await().atMost(PATIENCE);
    }
}
