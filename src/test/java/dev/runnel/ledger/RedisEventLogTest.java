package dev.runnel.ledger;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.FakeClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The log of a process that shares it through Redis keeps the same promises. */
class RedisEventLogTest extends EventLogLookupContract {
    private static TestRedis redis;
    private static Vertx vertx;

    private final FakeClock clock = new FakeClock();
    private RedisPod pod;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @AfterEach
    void close() {
        pod.close();
    }

    @Override
    EventLog eventLog(LedgerConfig config) {
        pod = new RedisPod(redis.patientLink(), config, clock, vertx);
        return pod.log;
    }

    /** Time passes for this process and for every key. */
    @Override
    void advance(Duration time) {
        pod.log.written().await().atMost(PATIENCE);
        clock.advance(time);
        redis.advance(time);
    }
}
