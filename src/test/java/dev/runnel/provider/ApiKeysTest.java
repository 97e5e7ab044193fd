package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private static final Failure REFUSED = Failure.of(FailureCode.PROVIDER_UNAUTHORIZED);
    private static final Failure LIMITED = Failure.of(FailureCode.PROVIDER_RATE_LIMITED);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final ApiKeys keys = new ApiKeys("azure", List.of("a", "b", "c"), now::get);

    @Test
    void keys_are_taken_in_turn() {
        assertThat(next(6)).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void a_key_that_is_refused_rests_while_there_is_another() {
        assertThat(keys.rest(keys.next(), REFUSED)).isTrue();

        assertThat(next(6)).doesNotContain("a").contains("b", "c");
    }

    @Test
    void a_key_that_is_limited_rests_for_as_long_as_the_provider_asks() {
        keys.rest(keys.next(), Failure.retryAfter(FailureCode.PROVIDER_RATE_LIMITED, Duration.ofSeconds(3)));

        pass(Duration.ofMillis(2_999));
        assertThat(next(3)).doesNotContain("a");
        pass(Duration.ofMillis(1));
        assertThat(next(3)).contains("a");
    }

    @Test
    void a_key_whose_provider_asks_for_nothing_rests_all_the_same() {
        keys.rest(keys.next(), Failure.retryAfter(FailureCode.PROVIDER_RATE_LIMITED, Duration.ZERO));

        assertThat(next(3)).doesNotContain("a");
        pass(Duration.ofMinutes(1));
        assertThat(next(3)).contains("a");
    }

    @Test
    void no_key_rests_for_a_day() {
        keys.rest(keys.next(), Failure.retryAfter(FailureCode.PROVIDER_RATE_LIMITED, Duration.ofDays(1)));

        pass(Duration.ofHours(1));
        assertThat(next(3)).contains("a");
    }

    @Test
    void when_all_rest_the_one_that_rests_shortest_is_used() {
        assertThat(keys.rest(keys.next(), REFUSED)).isTrue();
        assertThat(keys.rest(keys.next(), LIMITED)).isTrue();
        assertThat(keys.rest(keys.next(), REFUSED)).isFalse();

        assertThat(next(4)).containsOnly("b");
    }

    @Test
    void a_failure_that_is_not_the_keys_lets_none_rest() {
        assertThat(keys.rest(keys.next(), Failure.of(FailureCode.PROVIDER_UNAVAILABLE)))
                .isFalse();

        assertThat(next(3)).contains("a", "b", "c");
    }

    @Test
    void an_only_key_is_used_whatever_becomes_of_it() {
        ApiKeys one = new ApiKeys("azure", List.of("a"), now::get);

        assertThat(one.rest(one.next(), REFUSED)).isFalse();
        assertThat(one.next().value()).isEqualTo("a");
    }

    @Test
    void a_server_that_asks_for_no_key_gets_none() {
        assertThat(new ApiKeys("local", List.of(), now::get).next().value()).isEmpty();
    }

    private List<String> next(int count) {
        return Stream.generate(() -> keys.next().value()).limit(count).toList();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
