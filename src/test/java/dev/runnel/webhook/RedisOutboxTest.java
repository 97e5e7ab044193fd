package dev.runnel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisOutboxTest extends OutboxContract {

    private static TestRedis redis;
    private static RedisLink link;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        link = redis.patientLink();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

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
