package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.EventLogErasureContract;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.FakeClock;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log that is shared through Redis keeps the same promises as the one in memory. */
@BesideTheApplication
class RedisEventLogTest extends EventLogErasureContract {
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
    protected int rounds() {
        return 30;
    }

    @Override
    protected EventLog eventLog(LedgerConfig config) {
        pod = new RedisPod(redis.patientLink(), config, clock, vertx);
        return pod.log;
    }

    @Override
    protected void awaitWritten() {
        pod.log.written().await().atMost(PATIENCE);
    }

    @Test
    void an_append_does_not_wait_for_redis() {
        ReplyHeader reply = reply();
        AssertSubscriber<SequencedEvent> viewer;
        redis.pause();
        try {
            Opening opening = log.open(reply, Optional.empty()).await().atMost(PATIENCE);
            viewer = view(reply, -1, Long.MAX_VALUE);
            assertThat(opening).isInstanceOfSatisfying(Opening.Opened.class, opened -> {
                assertThat(opened.log().append(chunk("hello"))).isTrue();
                assertThat(opened.log().append(complete(reply))).isTrue();
            });
        } finally {
            redis.resume();
        }

        assertThat(viewer.awaitCompletion(PATIENCE).getItems())
                .isEqualTo(all(reply, -1))
                .hasSize(2);
        awaitWritten();
        assertThat(redis.keys()).contains(Keys.log(reply.reply()), Keys.replies(reply.user()));
    }

    @Test
    void nothing_in_redis_names_an_erased_user_or_a_reply_of_his() {
        UserId user = new UserId("ed");
        SessionId session = new SessionId("s");
        for (int i = 0; i < 3; i++) {
            ReplyHeader reply = new ReplyHeader(new ReplyId("of-ed-" + i), user, session, "question");
            log.open(reply, Optional.of(new IdempotencyKey("k" + i))).await().atMost(PATIENCE);
        }
        await().atMost(PATIENCE)
                .until(() -> redis.keys().stream()
                                .filter(key -> key.contains("{of-ed-"))
                                .count()
                        == 3);

        log.erase(user, Optional.empty()).await().atMost(PATIENCE);

        assertThat(redis.keys()).noneMatch(key -> key.contains("{ed}") || key.contains("{of-ed-"));
    }

    /** Time passes for this process and for every key. */
    @Override
    protected void advance(Duration time) {
        awaitWritten();
        clock.advance(time);
        redis.advance(time);
    }
}
