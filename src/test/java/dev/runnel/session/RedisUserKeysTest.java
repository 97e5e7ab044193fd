package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedisUserKeysTest extends UserKeysContract {

    private static final String KEY = "runnel:{carl}:key";

    @AutoClose
    private static final TestRedis redis = TestRedis.start();

    private static final RedisLink link = redis.patientLink();

    @Override
    UserKeys keys() {
        return new RedisUserKeys(link, TTL);
    }

    @Override
    void advance(Duration time) {
        redis.advance(time);
    }

    @Test
    void all_pods_have_the_same() {
        UserKeys other = new RedisUserKeys(redis.patientLink(), TTL);
        UserId carl = new UserId("carl");
        assertThat(other.of(carl).await().atMost(Duration.ofSeconds(5))).isEqualTo(of(carl));
    }

    @Test
    void what_is_no_key_is_replaced() {
        UserId carl = new UserId("carl");
        redis.ask(Command.DEL, KEY);
        redis.ask(Command.HSET, KEY, "a", "b");
        assertThat(find(carl)).isEmpty();
        assertThat(of(carl)).hasSize(UserKeys.LENGTH);
        redis.ask(Command.SET, KEY, "short");
        assertThat(find(carl)).isEmpty();
        assertThat(of(carl)).hasSize(UserKeys.LENGTH);
    }

    @Test
    void without_redis_there_is_none_because_no_other_pod_would_know_it() {
        try (TestRedis silent = TestRedis.start()) {
            UserKeys keys = new RedisUserKeys(silent.link(), TTL);
            silent.pause();
            assertThatThrownBy(() -> keys.of(new UserId("carl")).await().atMost(Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            thrown -> assertThat(thrown.failure().code()).isEqualTo(FailureCode.SESSION_UNREACHABLE));
            silent.resume();
        }
    }
}
