package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the link promises while Redis comes and goes. */
class RedisLinkTest {

    /** Less than four timeouts, and less than one. */
    private static final Duration FIRST = Duration.ofMillis(390);

    private static final Duration AT_ONCE = Duration.ofMillis(90);
    private static final Duration BACK = Duration.ofSeconds(2);

    private final TestRedis redis = TestRedis.start();
    private final AtomicInteger returns = new AtomicInteger();
    private RedisLink link;

    @BeforeEach
    void connect() {
        link = redis.link();
        comesBack();
        link.onReturn(returns::incrementAndGet);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void without_a_url_redis_is_unused_and_every_call_fails() {
        RedisLink unused = redis.unconfiguredLink();
        assertThat(unused.isConfigured()).isFalse();
        assertThat(unused.state()).isEqualTo(RedisLink.State.UNUSED);
        assertThatThrownBy(() -> ask(unused)).isInstanceOf(RedisAwayException.class);
    }

    @Test
    void a_redis_whose_password_is_not_known_is_away() {
        try (TestRedis locked = TestRedis.startWithPassword("secret")) {
            assertThat(locked.link().state()).isEqualTo(RedisLink.State.DEGRADED);
        }
    }

    @Test
    void an_error_reply_is_the_failure_of_that_call_alone() {
        assertThatThrownBy(() -> link.call(api -> api.incr("counter").chain(() -> api.lpush(List.of("counter", "x"))))
                        .await()
                        .atMost(BACK))
                .hasMessageContaining("WRONGTYPE");
        assertThat(link.state()).isEqualTo(RedisLink.State.UP);
    }

    @Test
    void a_defect_of_the_calling_code_is_no_outage() {
        assertThatThrownBy(() -> link.call(api -> api.ping(List.of()).map(response -> response.toLong()))
                        .await()
                        .atMost(BACK))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(RedisAwayException.class);
        assertThat(link.state()).isEqualTo(RedisLink.State.UP);
    }

    @Test
    void a_silent_redis_delays_one_caller_for_the_timeout_and_no_other() {
        redis.pause();
        assertThat(failureTime()).isBetween(Duration.ofMillis(90), FIRST);
        assertThat(link.state()).isEqualTo(RedisLink.State.DEGRADED);
        assertThat(failureTime()).isLessThan(AT_ONCE);
        redis.resume();
        comesBack();
        assertThat(returns).hasValue(1);
    }

    @Test
    void callers_at_the_same_time_do_not_wait_for_each_other() {
        redis.pause();
        long start = System.nanoTime();
        Uni.join()
                .all(List.of(ping(link), ping(link), ping(link), ping(link)))
                .andCollectFailures()
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(BACK);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FIRST);
        redis.resume();
    }

    @Test
    void an_outage_is_found_even_when_nobody_calls() {
        redis.pause();
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.DEGRADED);
        redis.resume();
        comesBack();
    }

    @Test
    void a_redis_that_was_restarted_is_found_again() {
        redis.kill();
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.DEGRADED);
        assertThat(failureTime()).isLessThan(AT_ONCE);
        redis.restart();
        comesBack();
        redis.kill();
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.DEGRADED);
        redis.restart();
        comesBack();
        assertThat(returns).hasValue(2);
    }

    @Test
    void a_redis_that_is_down_at_the_start_is_found_later() {
        redis.kill();
        RedisLink late = redis.link();
        late.onReturn(returns::incrementAndGet);
        assertThat(late.state()).isEqualTo(RedisLink.State.DEGRADED);
        redis.restart();
        await().atMost(BACK).until(() -> late.state() == RedisLink.State.UP);
        await().untilAsserted(() -> assertThat(returns.get()).isPositive());
    }

    @Test
    void a_slow_redis_counts_as_away_until_it_is_fast_and_its_connections_do_not_pile_up() throws Exception {
        try (TestLine line = TestLine.to(redis.port())) {
            RedisLink slow = redis.link(line.port());
            assertThat(ask(slow)).isEqualTo("PONG");
            line.delay(Duration.ofSeconds(2));
            assertThatThrownBy(() -> ask(slow)).isInstanceOf(RedisAwayException.class);
            await().during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> slow.state() == RedisLink.State.DEGRADED && line.open() <= 3);
            line.delay(Duration.ZERO);
            await().atMost(BACK).until(() -> slow.state() == RedisLink.State.UP);
            await().atMost(BACK).until(() -> line.open() == 1);
        }
    }

    @Test
    void connections_to_a_silent_redis_do_not_pile_up() {
        redis.pause();
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(5))
                .until(() -> link.state() == RedisLink.State.DEGRADED || returns.get() == 0);
        redis.resume();
        comesBack();
        await().atMost(BACK)
                .untilAsserted(() ->
                        assertThat(redis.ask(Command.CLIENT, "LIST").lines()).hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void a_process_that_ends_opens_no_connection_any_more() {
        link.stop();
        assertThat(failureTime()).isLessThan(AT_ONCE);
        assertThat(link.state()).isEqualTo(RedisLink.State.DEGRADED);
    }

    private void comesBack() {
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.UP);
        assertThat(ask()).isEqualTo("PONG");
    }

    private Duration failureTime() {
        long start = System.nanoTime();
        assertThatThrownBy(this::ask).isInstanceOf(RedisAwayException.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String ask() {
        return ask(link);
    }

    private static String ask(RedisLink link) {
        return ping(link).await().atMost(BACK);
    }

    private static Uni<String> ping(RedisLink link) {
        return link.call(api -> api.ping(List.of()).map(Response::toString));
    }
}
