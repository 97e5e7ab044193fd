package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ClientAddress;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedisRateLimiterTest extends RateLimiterRaceContract {

    private static final Duration PLACE_TTL = Duration.ofMinutes(6);

    @AutoClose
    private static final TestRedis redis = TestRedis.start();

    private static final RedisLink link = redis.patientLink();

    @Override
    RateLimiter limiter(LimitConfig limits) {
        return new RedisRateLimiter(link, limits, PLACE_TTL);
    }

    @Override
    void advance(Duration time) {
        redis.advance(time);
    }

    /** Redis's clock goes on between two requests, so here it is nearly exactly. */
    @Test
    @Override
    void a_refused_request_is_told_exactly_how_long_to_wait() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        admissions(limiter, ann, 6);
        assertThat(refusal(limiter, ann).retryAfter().orElseThrow())
                .isCloseTo(Duration.ofSeconds(10), Duration.ofSeconds(2));
        advance(Duration.ofMillis(3_500));
        assertThat(refusal(limiter, ann).retryAfter().orElseThrow())
                .isCloseTo(Duration.ofMillis(6_500), Duration.ofSeconds(2));
        advance(Duration.ofMillis(6_500));
        allowed(limiter, ann);
    }

    @Test
    void pods_share_a_users_budget() {
        Limits limits = new Limits(3, PLENTY, PLENTY);
        RateLimiter one = limiter(limits);
        RateLimiter other = pod(limits);
        allowed(one, ann);
        allowed(other, ann);
        allowed(one, ann);
        assertThat(refused(other, ann)).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(refused(one, ann)).isEqualTo(FailureCode.RATE_LIMITED);
    }

    @Test
    void pods_share_a_users_places() {
        Limits limits = new Limits(PLENTY, 2, PLENTY);
        RateLimiter one = limiter(limits);
        RateLimiter other = pod(limits);
        Permit first = allowed(one, ann);
        allowed(other, ann);
        assertThat(refused(one, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        assertThat(refused(other, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        first.release();
        allowed(one, ann);
    }

    @Test
    void the_places_of_a_pod_that_was_killed_come_free_by_themselves() {
        Limits limits = new Limits(PLENTY, 1, PLENTY);
        allowed(limiter(limits), ann);
        RateLimiter other = pod(limits);
        advance(PLACE_TTL.minusSeconds(10));
        assertThat(refused(other, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        advance(Duration.ofSeconds(10));
        allowed(other, ann);
    }

    @Test
    void the_place_of_a_reply_that_was_taken_over_comes_free_when_that_reply_ends() {
        Limits limits = new Limits(PLENTY, 1, PLENTY);
        ReplyId reply = ReplyId.random();
        limiter(limits).admit(ann, HERE, reply).await().atMost(Duration.ofSeconds(5));
        RateLimiter other = pod(limits);
        Permit adopted = other.adopt(ann, reply);
        assertThat(refused(other, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        adopted.release();
        allowed(other, ann);
    }

    @Test
    void pods_share_the_budget_of_an_address() {
        Limits limits = new Limits(PLENTY, PLENTY, 2, PLENTY);
        RateLimiter one = limiter(limits);
        RateLimiter other = pod(limits);
        ClientAddress office = address();
        assertThat(admit(one, ann, office)).isInstanceOf(Admission.Allowed.class);
        assertThat(admit(other, bob, office)).isInstanceOf(Admission.Allowed.class);
        assertThat(admit(one, user("carl"), office)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void every_key_expires_and_all_of_a_user_are_in_one_slot() {
        redis.ask(Command.FLUSHALL);
        admit(limiter(new Limits(PLENTY, PLENTY, 2, PLENTY)), ann, new ClientAddress("2001:db8::1"));
        List<String> keys = redis.keys();
        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "runnel:{" + ann + "}:rate",
                        "runnel:{" + ann + "}:running",
                        "runnel:{address/2001:db8::1}:rate");
        assertThat(keys).allSatisfy(key -> assertThat(Long.parseLong(redis.ask(Command.PTTL, key)))
                .isPositive()
                .isLessThanOrEqualTo(PLACE_TTL.toMillis()));
    }

    @Test
    void a_clock_that_went_back_shuts_nobody_out() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        admissions(limiter, ann, 6);
        advance(Duration.of(-1, ChronoUnit.HOURS));
        assertThat(refusal(limiter, ann).retryAfter().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    private static RateLimiter pod(LimitConfig limits) {
        return new RedisRateLimiter(redis.patientLink(), limits, PLACE_TTL);
    }
}
