package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the link promises to a process that was paused: whatever it knew of Redis may be wrong. */
class StoodStillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int CALLERS = 20;

    @AutoClose
    private final TestRedis redis = TestRedis.start();

    private final AtomicLong pauses = new AtomicLong();
    private volatile boolean isPausing;
    private final RedisLink link = redis.link(redis.port(), this::nanoseconds);

    @Test
    void no_call_fails_because_the_connection_was_closed_during_the_pause() {
        isPausing = true;
        redis.ask(Command.CLIENT, "KILL", "TYPE", "normal");
        assertThat(askByAll(link)).hasSize(CALLERS).containsOnly("PONG");
    }

    @Test
    void no_call_fails_because_redis_was_away_before_the_pause() {
        AtomicInteger returns = new AtomicInteger();
        link.onReturn(returns::incrementAndGet);
        redis.kill();
        await().atMost(PATIENCE).until(() -> link.state() == RedisLink.State.DEGRADED);
        isPausing = true;
        redis.restart();
        assertThat(askByAll(link)).hasSize(CALLERS).containsOnly("PONG");
        assertThat(returns.get()).isPositive();
    }

    @Test
    void no_call_fails_because_redis_was_too_slow_before_the_pause() throws Exception {
        AtomicLong paused = new AtomicLong();
        try (TestLine line = TestLine.to(redis.port())) {
            RedisLink slow = redis.link(line.port(), () -> System.nanoTime() + paused.get());
            line.delay(PATIENCE);
            assertThatThrownBy(() -> ask(slow).await().atMost(PATIENCE)).isInstanceOf(RedisAwayException.class);
            // Whether it answers at all is being found out; that will be known after the pause only.
            paused.set(Duration.ofMinutes(1).toNanos());
            line.delay(Duration.ZERO);
            assertThat(askByAll(slow)).hasSize(CALLERS).containsOnly("PONG");
        }
    }

    @Test
    void a_redis_that_is_away_after_the_pause_counts_as_away() {
        redis.kill();
        isPausing = true;
        assertThatThrownBy(() -> ask(link).await().atMost(PATIENCE)).isInstanceOf(RedisAwayException.class);
        assertThat(link.state()).isEqualTo(RedisLink.State.DEGRADED);
    }

    /** While it is pausing, a long time passes between any two looks at the clock. */
    private long nanoseconds() {
        Duration paused = Duration.ofMinutes(isPausing ? pauses.incrementAndGet() : pauses.get());
        return System.nanoTime() + paused.toNanos();
    }

    private static List<String> askByAll(RedisLink link) {
        return Uni.join()
                .all(Collections.nCopies(CALLERS, ask(link)))
                .andCollectFailures()
                .await()
                .atMost(PATIENCE);
    }

    private static Uni<String> ask(RedisLink link) {
        return link.call(api -> api.ping(List.of()).map(Response::toString));
    }
}
