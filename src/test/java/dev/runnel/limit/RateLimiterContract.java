package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every gate promises to one user after the other; {@link RateLimiterRaceContract} adds what it promises to all at once. */
abstract class RateLimiterContract {
    static final int PLENTY = 1_000;
    private static final Duration LONG_REPLY = Duration.ofMinutes(4);

    static final ClientAddress HERE = new ClientAddress("192.0.2.1");

    final UserId ann = user("ann");
    final UserId bob = user("bob");

    /** A gate that has let nobody in yet. */
    abstract RateLimiter limiter(LimitConfig limits);

    /** Lets this much time pass for the gate. */
    abstract void advance(Duration time);

    @Test
    void a_whole_minutes_requests_may_come_at_once() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        assertThat(admissions(limiter, ann, 6)).allMatch(Admission.Allowed.class::isInstance);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.RATE_LIMITED);
    }

    @Test
    void a_spent_budget_comes_back_one_request_per_interval() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        admissions(limiter, ann, 6);
        for (int interval = 0; interval < 3; interval++) {
            advance(Duration.ofSeconds(10));
            allowed(limiter, ann);
            assertThat(refused(limiter, ann)).isEqualTo(FailureCode.RATE_LIMITED);
        }
    }

    @Test
    void a_user_who_is_forgotten_begins_anew_and_nobody_else_does() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        admissions(limiter, ann, 6);
        admissions(limiter, bob, 6);
        limiter.forget(ann).await().atMost(Duration.ofSeconds(5));
        allowed(limiter, ann);
        assertThat(refused(limiter, bob)).isEqualTo(FailureCode.RATE_LIMITED);
    }

    @Test
    void a_refused_request_is_told_exactly_how_long_to_wait() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        admissions(limiter, ann, 6);
        assertThat(refusal(limiter, ann).retryAfter()).contains(Duration.ofSeconds(10));
        advance(Duration.ofMillis(3_500));
        assertThat(refusal(limiter, ann).retryAfter()).contains(Duration.ofMillis(6_500));
        advance(Duration.ofMillis(6_499));
        assertThat(refusal(limiter, ann).retryAfter()).contains(Duration.ofMillis(1));
        advance(Duration.ofMillis(1));
        allowed(limiter, ann);
    }

    @Test
    void refused_requests_are_not_counted() {
        RateLimiter limiter = limiter(new Limits(6, PLENTY, PLENTY));
        admissions(limiter, ann, 6);
        admissions(limiter, ann, 50);
        advance(Duration.ofSeconds(10));
        allowed(limiter, ann);
    }

    @Test
    void a_budget_never_grows_beyond_one_minutes_requests() {
        RateLimiter limiter = limiter(new Limits(3, PLENTY, PLENTY));
        admissions(limiter, ann, 1);
        for (Duration idle : List.of(Duration.ofSeconds(90), Duration.ofHours(1))) {
            advance(idle);
            assertThat(admissions(limiter, ann, 3)).allMatch(Admission.Allowed.class::isInstance);
            assertThat(refused(limiter, ann)).isEqualTo(FailureCode.RATE_LIMITED);
        }
    }

    @Test
    void users_do_not_spend_each_others_budget() {
        RateLimiter limiter = limiter(new Limits(1, PLENTY, PLENTY));
        allowed(limiter, ann);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.RATE_LIMITED);
        allowed(limiter, bob);
    }

    @Test
    void a_user_may_have_so_many_replies_running_and_no_more() {
        RateLimiter limiter = limiter(new Limits(PLENTY, 2, PLENTY));
        Permit first = allowed(limiter, ann);
        allowed(limiter, ann);
        Failure failure = refusal(limiter, ann);
        assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        assertThat(failure.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        allowed(limiter, bob);

        first.release();
        allowed(limiter, ann);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
    }

    @Test
    void a_long_reply_keeps_its_place_while_its_user_is_quiet() {
        RateLimiter limiter = limiter(new Limits(PLENTY, 1, PLENTY));
        Permit running = allowed(limiter, ann);
        advance(LONG_REPLY);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        running.release();
        allowed(limiter, ann);
    }

    @Test
    void releasing_twice_gives_one_place_back() {
        RateLimiter limiter = limiter(new Limits(PLENTY, 2, 2));
        Permit first = allowed(limiter, ann);
        allowed(limiter, ann);
        first.release();
        first.release();
        allowed(limiter, ann);
        assertThat(refused(limiter, ann)).isIn(FailureCode.TOO_MANY_REPLIES, FailureCode.OVERLOADED);
        assertThat(refused(limiter, bob)).isEqualTo(FailureCode.OVERLOADED);
    }

    @Test
    void a_request_without_a_place_is_not_counted() {
        RateLimiter limiter = limiter(new Limits(2, 1, PLENTY));
        Permit running = allowed(limiter, ann);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.TOO_MANY_REPLIES);
        running.release();
        allowed(limiter, ann).release();
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.RATE_LIMITED);
    }

    @Test
    void a_full_pod_refuses_everybody_until_a_reply_ends() {
        RateLimiter limiter = limiter(new Limits(PLENTY, PLENTY, 2));
        Permit first = allowed(limiter, ann);
        allowed(limiter, bob);
        Failure failure = refusal(limiter, user("carl"));
        assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED);
        assertThat(failure.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        first.release();
        allowed(limiter, user("dora"));
    }

    @Test
    void a_request_that_a_full_pod_refused_is_not_counted() {
        RateLimiter limiter = limiter(new Limits(1, PLENTY, 1));
        Permit running = allowed(limiter, bob);
        assertThat(refused(limiter, ann)).isEqualTo(FailureCode.OVERLOADED);
        running.release();
        allowed(limiter, ann);
    }

    @Test
    void a_refused_request_takes_no_place_in_the_pod() {
        RateLimiter limiter = limiter(new Limits(1, PLENTY, 2));
        allowed(limiter, ann);
        admissions(limiter, ann, 10);
        allowed(limiter, bob);
        assertThat(refused(limiter, user("carl"))).isEqualTo(FailureCode.OVERLOADED);
    }

    @Test
    void users_share_the_budget_of_their_address() {
        RateLimiter limiter = limiter(new Limits(PLENTY, PLENTY, 2, PLENTY));
        ClientAddress office = address();
        assertThat(admit(limiter, ann, office)).isInstanceOf(Admission.Allowed.class);
        assertThat(admit(limiter, bob, office)).isInstanceOf(Admission.Allowed.class);
        assertThat(admit(limiter, user("carl"), office)).isInstanceOf(Admission.Refused.class);
        assertThat(admit(limiter, user("carl"), address())).isInstanceOf(Admission.Allowed.class);
        advance(Duration.ofSeconds(30));
        assertThat(admit(limiter, user("carl"), office)).isInstanceOf(Admission.Allowed.class);
    }

    @Test
    void a_request_that_its_users_budget_refuses_is_not_counted_for_the_address() {
        RateLimiter limiter = limiter(new Limits(1, PLENTY, 2, PLENTY));
        ClientAddress office = address();
        assertThat(admit(limiter, ann, office)).isInstanceOf(Admission.Allowed.class);
        for (int i = 0; i < 10; i++) {
            assertThat(admit(limiter, ann, office)).isInstanceOf(Admission.Refused.class);
        }
        assertThat(admit(limiter, bob, office)).isInstanceOf(Admission.Allowed.class);
    }

    static ClientAddress address() {
        return new ClientAddress("2001:db8::" + UUID.randomUUID());
    }

    static UserId user(String name) {
        return new UserId(name + "-" + UUID.randomUUID());
    }

    static Admission admit(RateLimiter limiter, UserId user) {
        return admit(limiter, user, HERE);
    }

    static Admission admit(RateLimiter limiter, UserId user, ClientAddress address) {
        return limiter.admit(user, address, ReplyId.random()).await().atMost(Duration.ofSeconds(5));
    }

    static List<Admission> admissions(RateLimiter limiter, UserId user, int count) {
        return Stream.generate(() -> admit(limiter, user)).limit(count).toList();
    }

    static Permit allowed(RateLimiter limiter, UserId user) {
        return switch (admit(limiter, user)) {
            case Admission.Allowed(Permit permit) -> permit;
            case Admission.Refused(Failure failure) -> throw new AssertionError("refused: " + failure);
        };
    }

    static Failure refusal(RateLimiter limiter, UserId user) {
        return switch (admit(limiter, user)) {
            case Admission.Allowed(Permit permit) -> throw new AssertionError("allowed");
            case Admission.Refused(Failure failure) -> failure;
        };
    }

    static FailureCode refused(RateLimiter limiter, UserId user) {
        return refusal(limiter, user).code();
    }
}
