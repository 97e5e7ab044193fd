package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureException;
import dev.runnel.IdempotencyKey;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two processes and one Redis: what one writes, the other finds, reads and stops. */
@BesideTheApplication
class RedisEventLogPodsTest extends TwoPods {

    RedisEventLogPodsTest() {
        super(TestRedis.start(), false);
    }

    @Test
    void what_one_pod_writes_the_other_reads_while_it_is_written() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(processing(reply));
        AssertSubscriber<SequencedEvent> viewer = viewThere(reply, -1);
        viewer.awaitItems(1, PATIENCE);
        writer.append(chunk("Grüße 🦊"));
        viewer.awaitItems(2, PATIENCE);
        writer.append(complete(reply));

        assertThat(viewer.awaitCompletion(PATIENCE).getItems()).isEqualTo(all(reply, -1));
    }

    @Test
    void a_viewer_on_another_pod_reads_on_when_redis_has_restarted_empty() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("one"));
        AssertSubscriber<SequencedEvent> viewer = viewThere(reply, -1);
        viewer.awaitItems(1, PATIENCE);
        redis.kill();
        redis.restart();
        writer.append(chunk(" two"));
        writer.append(complete(reply));

        assertThat(viewer.awaitCompletion(Duration.ofSeconds(15)).getItems())
                .containsExactly(
                        new SequencedEvent(0, chunk("one")),
                        new SequencedEvent(1, chunk(" two")),
                        new SequencedEvent(2, complete(reply)));
    }

    @Test
    void a_reply_is_read_on_another_pod_from_any_point_while_it_runs_and_after_it_has_ended() {
        for (int round = 0; round < 100; round++) {
            ReplyHeader reply = reply();
            ReplyLog writer = open(reply);
            int after = round % 12 - 1;
            List<List<SequencedEvent>> seen = AtOnce.call(List.of(
                    () -> {
                        IntStream.range(0, 10).forEach(i -> writer.append(chunk("chunk " + i)));
                        writer.append(complete(reply));
                        return List.<SequencedEvent>of();
                    },
                    () -> viewThere(reply, after).awaitCompletion(PATIENCE).getItems()));
            assertThat(seen.get(1)).isEqualTo(all(reply, after));
        }
    }

    @Test
    void both_pods_find_a_reply_by_id_by_session_and_by_idempotency_key() {
        ReplyHeader reply = reply();
        IdempotencyKey key = new IdempotencyKey("k");
        here.log.open(reply, Optional.of(key)).await().atMost(PATIENCE);

        assertThat(there.log.find(reply.reply()).await().atMost(PATIENCE)).contains(new LoggedReply(reply, -1, false));
        assertThat(there.log.running(reply.user(), reply.session()).await().atMost(PATIENCE))
                .contains(reply.reply());
        assertThat(there.log.find(reply.user(), key).await().atMost(PATIENCE)).contains(reply.reply());
        assertThat(there.log.open(reply(), Optional.of(key)).await().atMost(PATIENCE))
                .isEqualTo(new Opening.Existing(reply.reply()));
    }

    @Test
    void a_reply_whose_header_reaches_redis_after_its_viewer_has_reached_the_other_pod_is_found() {
        ReplyHeader reply = reply();
        int before = looks();
        UniAssertSubscriber<Optional<LoggedReply>> viewer =
                there.log.find(reply.reply()).subscribe().withSubscriber(UniAssertSubscriber.create());
        await().pollInterval(Duration.ofMillis(1)).until(() -> looks() > before);

        open(reply);

        assertThat(viewer.awaitItem(PATIENCE).getItem()).contains(new LoggedReply(reply, -1, false));
    }

    private int looks() {
        return redis.calls().getOrDefault("xrevrange", 0);
    }

    @Test
    void of_two_pods_that_open_with_the_same_key_at_the_same_moment_one_opens() {
        for (int round = 0; round < 100; round++) {
            IdempotencyKey key = new IdempotencyKey("race-" + round);
            Callable<Opening> openHere =
                    () -> here.log.open(reply(), Optional.of(key)).await().atMost(PATIENCE);
            Callable<Opening> openThere =
                    () -> there.log.open(reply(), Optional.of(key)).await().atMost(PATIENCE);

            assertThat(AtOnce.call(List.of(openHere, openThere)))
                    .filteredOn(Opening.Opened.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void a_stop_that_is_asked_of_one_pod_reaches_the_other_within_a_second() {
        ReplyHeader reply = reply();
        open(reply).append(processing(reply));

        there.log.requestStop(reply.reply()).await().atMost(PATIENCE);

        await().atMost(Duration.ofSeconds(1)).until(() -> here.stopRequests.contains(reply.reply()));
    }

    @Test
    void while_redis_is_away_viewers_here_miss_nothing_and_afterwards_the_stream_has_everything() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("before "));
        here.log.written().await().atMost(PATIENCE);
        redis.kill();
        await().until(() -> hereLink.state() == RedisLink.State.DEGRADED);
        AssertSubscriber<SequencedEvent> viewer = view(reply, -1, Long.MAX_VALUE);
        writer.append(chunk("during "));
        viewer.awaitItems(2, PATIENCE);
        assertThatThrownBy(() -> {
                    await().until(() -> !there.log.isShared());
                    there.log.find(reply.reply()).await().atMost(PATIENCE);
                })
                .isInstanceOf(FailureException.class)
                .hasMessage("reply_unreachable");

        redis.restart();
        await().atMost(PATIENCE).until(() -> here.log.isShared() && there.log.isShared());
        writer.append(chunk("after"));
        writer.append(complete(reply));

        viewer.awaitCompletion(PATIENCE);
        here.log.written().await().atMost(PATIENCE);
        assertThat(texts(viewThere(reply, -1).awaitCompletion(PATIENCE).getItems()))
                .containsExactly("before ", "during ", "after");
    }

    @Test
    void while_redis_is_away_it_is_not_known_whether_a_reply_runs_at_another_pod() {
        ReplyHeader reply = reply();
        open(reply);
        here.log.written().await().atMost(PATIENCE);
        redis.kill();
        await().until(() -> !here.log.isShared() && !there.log.isShared());
        assertThat(here.log.running(reply.user(), reply.session()).await().atMost(PATIENCE))
                .hasValue(reply.reply());
        assertThatThrownBy(() ->
                        there.log.running(reply.user(), reply.session()).await().atMost(PATIENCE))
                .isInstanceOf(FailureException.class)
                .hasMessage("reply_unreachable");
        redis.restart();
    }

    @Test
    void every_key_has_a_time_to_live_and_a_reply_is_one_key() {
        ReplyHeader running = reply();
        here.log.open(running, Optional.of(new IdempotencyKey("k"))).await().atMost(PATIENCE);
        ended(reply(), 3);
        here.log.written().await().atMost(PATIENCE);
        there.log.requestStop(running.reply()).await().atMost(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.keys()).isNotEmpty().allSatisfy(key -> assertThat(
                                Long.parseLong(redis.ask(Command.PTTL, key)))
                        .isPositive()));
        assertThat(redis.keys().stream().filter(key -> key.contains("{" + running.reply() + "}")))
                .containsExactly(Keys.log(running.reply()));
    }
}
