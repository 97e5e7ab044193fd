package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.BesideTheApplication;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This process's own busyness is no verdict on Redis. */
@BesideTheApplication
class BusyLoopTest {

    /** Ten timeouts, and two times what a PING gets. */
    private static final Duration LONG = Duration.ofSeconds(1);

    /** Longer than two ticks, and shorter than a timeout. */
    private static final Duration SHORT = Duration.ofMillis(60);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CALLS = 20;

    private final TestRedis redis = TestRedis.start();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
    private final AtomicInteger returns = new AtomicInteger();
    private RedisLink link;

    @BeforeEach
    void connect() {
        link = redis.link(vertx);
        await().until(() -> link.state() == RedisLink.State.UP);
        link.onReturn(returns::incrementAndGet);
    }

    @AfterEach
    void close() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_loop_that_was_late_is_no_verdict_on_redis() {
        for (EventExecutor busy : loops()) {
            busy.execute(() -> hold(LONG));

            Uni.join().all(callsFromEverywhere()).andFailFast().await().atMost(PATIENCE);
        }
        assertStayedUp();
    }

    @Test
    void nor_are_loops_that_are_all_late_again_and_again() {
        keepAllBusyAgainAndAgain();
        for (int i = 0; i < 5; i++) {
            Uni.join().all(callsFromEverywhere()).andFailFast().await().atMost(PATIENCE);
        }
        assertStayedUp();
    }

    @Test
    void a_redis_that_says_nothing_is_given_up_even_then() {
        keepAllBusyAgainAndAgain();
        redis.pause();

        assertThatThrownBy(() -> ask().await().atMost(PATIENCE)).isInstanceOf(RedisAwayException.class);
        assertThat(link.state()).isEqualTo(RedisLink.State.DEGRADED);
        redis.resume();
    }

    @Test
    void exchanges_that_have_ended_are_forgotten() {
        Uni.join().all(callsFromEverywhere()).andFailFast().await().atMost(PATIENCE);
        ask().subscribe().with(unused -> {}).cancel();

        await().until(() -> link.watched() == 0);
    }

    private void assertStayedUp() {
        assertThat(link.state()).isEqualTo(RedisLink.State.UP);
        assertThat(returns).hasValue(0);
        assertThat(link.connections()).isEqualTo(1);
    }

    private List<Uni<Response>> callsFromEverywhere() {
        List<Uni<Response>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            loops().forEach(loop -> calls.add(started(ask().runSubscriptionOn(loop))));
            calls.add(started(ask()));
        }
        return calls;
    }

    private static Uni<Response> started(Uni<Response> call) {
        return Uni.createFrom().completionStage(call.subscribeAsCompletionStage());
    }

    /** As most exchanges are: two commands, the second of which is sent when the first has been answered. */
    private Uni<Response> ask() {
        return link.call(api -> api.ping(List.of()).chain(() -> api.ping(List.of())));
    }

    private EventLoopGroup loops() {
        return ((VertxInternal) vertx).getEventLoopGroup();
    }

    private void keepAllBusyAgainAndAgain() {
        loops().forEach(loop -> loop.scheduleWithFixedDelay(() -> hold(SHORT), 0, 1, TimeUnit.MILLISECONDS));
    }

    private static void hold(Duration time) {
        try {
            new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
