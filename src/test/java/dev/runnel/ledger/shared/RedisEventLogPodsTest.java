package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.AtOnce;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two processes and one Redis: what one writes the other reads, stops, and takes over when the first is gone. */
class RedisEventLogPodsTest extends TwoPods {

    RedisEventLogPodsTest() {
        super(TestRedis.start(), false);
    }

    private AssertSubscriber<SequencedEvent> viewThere(ReplyHeader reply, long after) {
        return there.log
                .follow(reply.reply(), after)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private Optional<Takeover> takeOver(RedisPod pod, ReplyHeader reply) {
        return pod.log.takeOver(reply.reply()).await().atMost(PATIENCE);
    }

    private static List<String> texts(List<SequencedEvent> events) {
        return events.stream()
                .filter(event -> event.event() instanceof ReplyEvent.Chunk)
                .map(event -> ((ReplyEvent.Chunk) event.event()).content())
                .toList();
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
    void both_pods_find_a_reply_by_id_by_session_and_by_its_requests_name() {
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
    void of_two_pods_that_open_under_the_same_name_at_the_same_moment_one_opens() {
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
    void a_reply_that_runs_on_another_pod_is_erased_from_here_and_its_viewers_everywhere_are_told() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(processing(reply));
        RedisPod third = pod(redis.patientLink());
        AssertSubscriber<SequencedEvent> onThird =
                third.log.follow(reply.reply(), -1).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        onThird.awaitItems(1, PATIENCE);
        AssertSubscriber<SequencedEvent> onItsOwn = view(reply, -1, Long.MAX_VALUE);

        there.log.erase(reply.user(), Optional.of(reply.session())).await().atMost(PATIENCE);

        assertThat(here.erased).containsExactly(reply.reply());
        assertThat(writer.append(chunk("a ghost"))).isFalse();
        assertThat(onItsOwn.awaitCompletion(PATIENCE).getItems()).last().satisfies(this::saysUnknown);
        assertThat(onThird.awaitCompletion(PATIENCE).getItems()).last().satisfies(this::saysUnknown);
        for (RedisPod pod : List.of(here, there, third)) {
            assertThat(pod.log.find(reply.reply()).await().atMost(PATIENCE)).isEmpty();
        }
        assertThat(redis.keys()).noneMatch(key -> key.contains(reply.reply().value()));
        third.close();
    }

    private void saysUnknown(SequencedEvent event) {
        assertThat(event.event()).isInstanceOfSatisfying(ReplyEvent.Failed.class, failed -> assertThat(
                        failed.failure().code())
                .isEqualTo(FailureCode.REPLY_UNKNOWN));
    }

    @Test
    void a_reply_that_ended_on_another_pod_is_taken_out_of_its_memory_too() {
        ReplyHeader reply = reply();
        ended(reply, 3);
        here.log.written().await().atMost(PATIENCE);

        there.log.erase(reply.user(), Optional.empty()).await().atMost(PATIENCE);

        assertThat(here.log.find(reply.reply()).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void what_a_dead_pod_wrote_is_erased_without_it() {
        ReplyHeader reply = reply();
        open(reply).append(chunk("one"));
        here.log.written().await().atMost(PATIENCE);
        here.log.resign().await().atMost(PATIENCE);
        here.close();

        there.log.erase(reply.user(), Optional.empty()).await().atMost(PATIENCE);

        assertThat(redis.keys()).noneMatch(key -> key.contains(reply.reply().value()));
    }

    @Test
    void an_erasure_while_redis_is_away_is_not_promised() {
        ReplyHeader reply = reply();
        ended(reply, 3);
        redis.kill();
        await().until(() -> hereLink.state() == RedisLink.State.DEGRADED);

        assertThatThrownBy(() ->
                        here.log.erase(reply.user(), Optional.empty()).await().atMost(PATIENCE))
                .isInstanceOf(FailureException.class)
                .hasMessage("session_unreachable");
        assertThat(here.log.running(reply.user(), reply.session()).await().atMost(PATIENCE))
                .isEmpty();
    }

    @Test
    void a_pod_that_lives_cannot_be_robbed_of_its_reply() {
        ReplyHeader reply = reply();
        open(reply).append(processing(reply));
        here.log.written().await().atMost(PATIENCE);

        assertThat(takeOver(there, reply)).isEmpty();
    }

    @Test
    void when_its_pod_dies_the_viewer_elsewhere_is_told_and_its_pod_goes_on_with_the_same_numbers() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(processing(reply));
        writer.append(chunk("one "));
        AssertSubscriber<SequencedEvent> viewer = viewThere(reply, -1);
        viewer.awaitItems(2, PATIENCE);

        here.close();
        viewer.awaitFailure(Duration.ofSeconds(10)).assertFailedWith(AbandonedReplyException.class);
        Takeover mine = takeOver(there, reply).orElseThrow();

        assertThat(mine.text()).isEqualTo("one ");
        assertThat(mine.lastSeq()).isEqualTo(1);
        mine.log().append(chunk("two"));
        assertThat(mine.log().seal()).isEqualTo("one two");
        mine.log().append(complete(reply));
        List<SequencedEvent> all =
                viewThere(reply, -1).awaitCompletion(PATIENCE).getItems();
        assertThat(texts(all)).containsExactly("one ", "two");
        assertThat(all).extracting(SequencedEvent::seq).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void a_pod_that_was_only_slow_cannot_write_on_and_is_told_so() {
        ReplyHeader reply = reply();
        ReplyLog slow = open(reply);
        slow.append(chunk("one "));
        here.log.written().await().atMost(PATIENCE);
        here.log.resign().await().atMost(PATIENCE);
        Takeover mine = takeOver(there, reply).orElseThrow();

        slow.append(chunk("a ghost"));

        await().atMost(PATIENCE).until(() -> here.lost.contains(reply.reply()));
        mine.log().append(chunk("two"));
        mine.log().append(complete(reply));
        there.log.written().await().atMost(PATIENCE);
        RedisPod third = pod(redis.patientLink());
        assertThat(texts(third.log
                        .follow(reply.reply(), -1)
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE))
                        .awaitCompletion(PATIENCE)
                        .getItems()))
                .containsExactly("one ", "two");
        third.close();
    }

    @Test
    void of_several_pods_that_take_over_at_the_same_moment_one_succeeds() {
        List<ReplyHeader> replies = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            ReplyHeader reply = reply();
            replies.add(reply);
            open(reply).append(chunk("one"));
        }
        here.log.resign().await().atMost(PATIENCE);
        RedisPod third = pod(redis.patientLink());
        for (ReplyHeader reply : replies) {
            List<Optional<Takeover>> taken =
                    AtOnce.call(List.of(() -> takeOver(there, reply), () -> takeOver(third, reply)));
            assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        }
        third.close();
    }

    @Test
    void a_reply_that_has_ended_cannot_be_taken_over() {
        ReplyHeader reply = reply();
        ended(reply, 2);
        here.log.resign().await().atMost(PATIENCE);

        assertThat(takeOver(there, reply)).isEmpty();
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
