package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.AtOnce;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

/** What every gate promises when many knock at once. */
abstract class RateLimiterRaceContract extends RateLimiterSeatContract {
    private static final int ROUNDS = 20;
    private static final int CALLERS = 32;

    @RepeatedTest(ROUNDS)
    void concurrent_requests_of_a_user_never_exceed_the_budget() {
        RateLimiter limiter = limiter(new Limits(10, PLENTY, PLENTY));
        assertThat(AtOnce.call(CALLERS, i -> admit(limiter, ann)))
                .filteredOn(Admission.Allowed.class::isInstance)
                .hasSize(10);
    }

    @RepeatedTest(ROUNDS)
    void concurrent_requests_of_a_user_never_exceed_the_running_replies() {
        RateLimiter limiter = limiter(new Limits(PLENTY, 5, PLENTY));
        assertThat(AtOnce.call(CALLERS, i -> admit(limiter, ann)))
                .filteredOn(Admission.Allowed.class::isInstance)
                .hasSize(5);
    }

    @RepeatedTest(ROUNDS)
    void concurrent_requests_of_all_users_never_exceed_the_pods_places() {
        RateLimiter limiter = limiter(new Limits(PLENTY, PLENTY, 7));
        assertThat(AtOnce.call(CALLERS, i -> admit(limiter, user("caller" + i))))
                .filteredOn(Admission.Allowed.class::isInstance)
                .hasSize(7);
    }

    @RepeatedTest(ROUNDS)
    void places_that_come_and_go_are_never_lost_nor_given_twice() {
        RateLimiter limiter = limiter(new Limits(100_000, 3, 3));
        AtomicInteger inside = new AtomicInteger();
        List<Integer> most = AtOnce.call(8, i -> comeAndGo(limiter, inside));
        assertThat(most).allMatch(seen -> seen <= 3);
        assertThat(admissions(limiter, ann, 4))
                .filteredOn(Admission.Allowed.class::isInstance)
                .hasSize(3);
    }

    private int comeAndGo(RateLimiter limiter, AtomicInteger inside) {
        int most = 0;
        for (int i = 0; i < 50; i++) {
            if (admit(limiter, ann) instanceof Admission.Allowed(Permit permit)) {
                most = Math.max(most, inside.incrementAndGet());
                inside.decrementAndGet();
                permit.release();
            }
        }
        return most;
    }
}
