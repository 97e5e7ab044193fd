package dev.runnel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

class RedisOutboxTest extends OutboxContract {

    @AutoClose
    private static final TestRedis redis = TestRedis.start();

    private static final RedisLink link = redis.patientLink();

    @BeforeEach
    void begin_anew() {
        redis.ask(Command.FLUSHALL);
    }

    @AfterEach
    void every_key_expires() {
        assertThat(redis.keys()).allSatisfy(key -> assertThat(Long.parseLong(redis.ask(Command.PTTL, key)))
                .isPositive());
    }

    @Override
    Outbox outbox(int max) {
        return new RedisOutbox(link, max, Duration.ofDays(2), () -> now);
    }
}
