package dev.runnel.ledger;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.FakeClock;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
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
        pod = new RedisPod(redis.link(), config, clock, vertx);
        return pod.log;
    }

    /** Time passes for this process and for every key. */
    @Override
    void advance(Duration time) {
        pod.log.written().await().atMost(PATIENCE);
        clock.advance(time);
        RedisAPI api = redis.api();
        for (Response key : api.keys("runnel:{*").await().atMost(PATIENCE)) {
            long left = api.pttl(key.toString()).await().atMost(PATIENCE).toLong() - time.toMillis();
            api.pexpire(List.of(key.toString(), Long.toString(Math.max(0, left))))
                    .await()
                    .atMost(PATIENCE);
        }
    }
}
