package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.testing.FakeClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a process refuses whose event loop is behind. */
class OverloadGuardTest {

    private static final ClientAddress HERE = new ClientAddress("192.0.2.1");

    private final FakeClock clock = new FakeClock();
    private final LoopLag loop = new LoopLag(Duration.ofSeconds(1), clock);
    private final UserId ann = new UserId("ann");
    private final RateLimiter counter = new MemoryRateLimiter(new Limits(1, 1, 100), clock);
    private final RateLimiter guard = new OverloadGuard(counter, () -> Optional.of(loop));

    @Test
    void nobody_is_refused_while_the_loop_is_on_time() {
        assertThat(admit(guard)).isInstanceOf(Admission.Allowed.class);
    }

    @Test
    void a_request_that_comes_to_a_loop_behind_is_refused_and_not_counted() {
        fallBehind();
        assertOverloaded(admit(guard));
        catchUp();
        assertThat(admit(guard)).isInstanceOf(Admission.Allowed.class);
    }

    @Test
    void those_who_are_refused_together_do_not_come_back_together() {
        fallBehind();
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            waits.add(assertOverloaded(admit(guard)).retryAfter().orElseThrow());
        }
        assertThat(waits).hasSizeGreaterThan(1).allSatisfy(wait -> assertThat(wait)
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
    }

    private void fallBehind() {
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofSeconds(1));
            loop.look();
        }
    }

    private void catchUp() {
        clock.advance(LoopLag.INTERVAL);
        loop.look();
    }

    private Admission admit(RateLimiter limiter) {
        return limiter.admit(ann, HERE, ReplyId.random()).await().atMost(Duration.ofSeconds(5));
    }

    private static Failure assertOverloaded(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        Failure failure = ((Admission.Refused) admission).failure();
        assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED);
        return failure;
    }
}
