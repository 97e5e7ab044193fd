package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.LogLines;
import io.vertx.mutiny.redis.client.Command;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Redis that is full does is looked at when the process starts, not when it is full. */
class EvictionTest {

    private static final String WARNING = "The maxmemory-policy of Redis is ";

    @AutoClose
    private final TestRedis redis = TestRedis.start();

    @ParameterizedTest
    @ValueSource(strings = {"noeviction", "allkeys-random", "volatile-random", "volatile-ttl"})
    void a_policy_that_does_harm_is_told_of(String policy) {
        bound(policy, "100mb");
        try (LogLines log = LogLines.ofAll()) {
            redis.patientLink();
            await().untilAsserted(() -> assertThat(log.with(WARNING + policy)).hasSize(1));
        }
    }

    @Test
    void a_policy_that_takes_the_longest_unused_is_not() {
        bound("volatile-lru", "100mb");
        assertNothingTold();
    }

    @Test
    void nor_is_any_policy_of_a_redis_without_a_bound() {
        bound("noeviction", "0");
        assertNothingTold();
    }

    @Test
    void a_redis_that_may_not_be_asked_is_left_alone() {
        bound("noeviction", "100mb");
        redis.ask(Command.ACL, "SETUSER", "default", "-info");
        assertNothingTold();
    }

    private void bound(String policy, String memory) {
        redis.ask(Command.CONFIG, "SET", "maxmemory", memory);
        redis.ask(Command.CONFIG, "SET", "maxmemory-policy", policy);
    }

    /** The answer to the same question is there before that to the next one: they go over one connection. */
    private void assertNothingTold() {
        try (LogLines log = LogLines.ofAll()) {
            RedisLink link = redis.patientLink();
            link.call(api -> api.ping(java.util.List.of())).await().indefinitely();
            assertThat(log.with(WARNING)).isEmpty();
            assertThat(link.refusal()).isEmpty();
        }
    }
}
