package dev.runnel.limit;

import static dev.runnel.limit.RateLimiterContract.PLENTY;
import static dev.runnel.limit.RateLimiterContract.allowed;
import static dev.runnel.limit.RateLimiterContract.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureCode;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The gate while Redis comes and goes. */
class RedisAwayRateLimiterTest {

    private static final Duration BACK = Duration.ofSeconds(2);

    @AutoClose
    private final TestRedis redis = TestRedis.start();

    private final RedisLink link = redis.link();
    private final UserId ann = RateLimiterContract.user("ann");

    @Test
    void while_redis_is_silent_requests_are_counted_here_and_nobody_waits() {
        RateLimiter limiter = limiter(new Limits(3, PLENTY, PLENTY));
        allowed(limiter, ann);
        redis.pause();
        long start = System.nanoTime();
        allowed(limiter, ann);
        allowed(limiter, ann);
        allowed(limiter, ann);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
        redis.resume();
    }

    @Test
    void places_of_this_process_count_on_while_redis_is_away() {
        RateLimiter limiter = limiter(new Limits(PLENTY, 2, PLENTY));
        Permit before = allowed(limiter, ann);
        redis.pause();
        allowed(limiter, ann);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        before.release();
        allowed(limiter, ann);
        redis.resume();
    }

    @Test
    void a_reply_that_ended_while_redis_was_away_frees_its_place_when_it_is_back() {
        RateLimiter limiter = limiter(new Limits(PLENTY, 1, PLENTY));
        Permit before = allowed(limiter, ann);
        assertThat(placesInRedis()).isEqualTo(1);
        redis.pause();
        before.release();
        allowed(limiter, ann).release();
        redis.resume();
        comesBack();
        await().atMost(BACK).until(() -> placesInRedis() == 0);
        allowed(limiter, ann);
    }

    @Test
    void replies_that_run_on_are_counted_again_by_a_redis_that_forgot_them() {
        Limits limits = new Limits(PLENTY, 2, PLENTY);
        RateLimiter limiter = limiter(limits);
        allowed(limiter, ann);
        redis.kill();
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.DEGRADED);
        allowed(limiter, ann);
        redis.restart();
        comesBack();
        await().atMost(BACK).until(() -> placesInRedis() == 2);
        assertThat(refused(new RedisRateLimiter(redis.link(), limits, Duration.ofMinutes(6)), ann))
                .isEqualTo(FailureCode.TOO_MANY_REPLIES);
    }

    private void comesBack() {
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.UP);
    }

    private int placesInRedis() {
        return Integer.parseInt(redis.ask(Command.ZCARD, "runnel:{" + ann + "}:running"));
    }

    private RateLimiter limiter(Limits limits) {
        return new RedisRateLimiter(link, limits, Duration.ofMinutes(6));
    }
}
