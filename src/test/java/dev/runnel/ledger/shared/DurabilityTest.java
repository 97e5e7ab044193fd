package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.Durability;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.EventLogFixture;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a viewer has seen is what the log has, whatever becomes of the pod that has shown it. */
class DurabilityTest extends EventLogFixture {

    private static final Duration LEASE = Duration.ofSeconds(1);
    /** So few commands that the replies' own streams lag far behind. */
    private static final int FEW_COMMANDS = 1;

    private final TestRedis redis = TestRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private final RedisLink hereLink = redis.patientLink();
    private final List<RedisPod> pods = new ArrayList<>();
    private final RedisPod here = pod(hereLink, Durability.LOGGED, FEW_COMMANDS);

    private RedisPod pod(RedisLink link, Durability durability, int commands) {
        LedgerConfig config =
                new Config(RETENTION, SLOW, 1_000_000, LEASE, commands, Duration.ofMinutes(5), durability);
        RedisPod pod = new RedisPod(link, config, Ticker.systemTicker(), vertx);
        pods.add(pod);
        return pod;
    }

    private RedisPod another() {
        return pod(redis.patientLink(), Durability.LOGGED, 100_000);
    }

    @Override
    protected EventLog eventLog(LedgerConfig config) {
        return here.log;
    }

    @Override
    protected void advance(Duration time) {
        throw new AssertionError("time is real here");
    }

    @AfterEach
    void close() {
        pods.forEach(RedisPod::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    private static ReplyLog openAt(RedisPod pod, ReplyHeader reply) {
        Opening opening = pod.log.open(reply, Optional.empty()).await().atMost(PATIENCE);
        return ((Opening.Opened) opening).log();
    }

    private static AssertSubscriber<SequencedEvent> viewAt(RedisPod pod, ReplyHeader reply) {
        return pod.log.follow(reply.reply(), -1).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static String text(List<SequencedEvent> events) {
        return events.stream()
                .filter(event -> event.event() instanceof ReplyEvent.Chunk)
                .map(event -> ((ReplyEvent.Chunk) event.event()).content())
                .collect(Collectors.joining());
    }

    private void kill(RedisPod pod, RedisLink link) {
        pod.close();
        redis.cutOff(link);
    }

    private static Takeover takenOver(RedisPod pod, ReplyHeader reply) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pod.log.takeOver(reply.reply()).await().atMost(PATIENCE), Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void what_viewers_have_seen_of_a_killed_pod_the_next_pod_has() {
        List<ReplyHeader> replies =
                IntStream.range(0, 200).mapToObj(i -> reply()).toList();
        List<AssertSubscriber<SequencedEvent>> viewers = new ArrayList<>();
        for (ReplyHeader reply : replies) {
            ReplyLog writer = openAt(here, reply);
            viewers.add(viewAt(here, reply));
            IntStream.range(0, 20).forEach(i -> writer.append(chunk(" word " + i)));
        }
        viewers.forEach(viewer -> viewer.awaitItems(20, PATIENCE));
        kill(here, hereLink);
        RedisPod there = another();

        for (int i = 0; i < replies.size(); i++) {
            assertThat(takenOver(there, replies.get(i)).text())
                    .isEqualTo(text(viewers.get(i).getItems()));
        }
    }

    @Test
    void a_reply_of_which_only_the_end_was_missing_is_not_continued_but_ended() {
        RedisPod slow = here;
        List<ReplyHeader> replies =
                IntStream.range(0, 200).mapToObj(i -> reply()).toList();
        List<AssertSubscriber<SequencedEvent>> viewers = new ArrayList<>();
        for (ReplyHeader reply : replies) {
            ReplyLog writer = openAt(slow, reply);
            viewers.add(viewAt(slow, reply));
            writer.append(chunk("all"));
            writer.append(complete(reply));
        }
        viewers.forEach(viewer -> viewer.awaitCompletion(PATIENCE));
        kill(slow, hereLink);
        RedisPod there = another();

        ReplyHeader last = replies.getLast();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(there.log.takeOver(last.reply()).await().atMost(PATIENCE))
                    .isEmpty();
            assertThat(there.log
                            .find(last.reply())
                            .await()
                            .atMost(PATIENCE)
                            .orElseThrow()
                            .ended())
                    .isTrue();
        });
        assertThat(viewAt(there, last).awaitCompletion(PATIENCE).getItems())
                .isEqualTo(viewers.getLast().getItems());
    }

    @Test
    void while_redis_says_nothing_viewers_see_nothing_and_then_everything() {
        ReplyHeader reply = reply();
        ReplyLog writer = openAt(here, reply);
        AssertSubscriber<SequencedEvent> viewer = viewAt(here, reply);
        writer.append(chunk("one"));
        viewer.awaitItems(1, PATIENCE);
        redis.pause();
        try {
            writer.append(chunk(" two"));
            viewer.assertItems(new SequencedEvent(0, chunk("one")));
        } finally {
            redis.resume();
        }

        assertThat(text(viewer.awaitItems(2, PATIENCE).getItems())).isEqualTo("one two");
    }

    @Test
    void nobody_waits_for_a_redis_that_is_away_and_it_is_relied_on_again_when_it_is_back() {
        RedisPod pod = pod(redis.link(), Durability.LOGGED, 100_000);
        ReplyHeader reply = reply();
        ReplyLog writer = openAt(pod, reply);
        AssertSubscriber<SequencedEvent> viewer = viewAt(pod, reply);
        writer.append(chunk("one"));
        viewer.awaitItems(1, PATIENCE);
        awaitDurability(pod, Durability.LOGGED);
        redis.pause();
        try {
            writer.append(chunk(" two"));
            viewer.awaitItems(2, PATIENCE);
            awaitDurability(pod, Durability.IMMEDIATE);
            assertThat(pod.log.journals().unlogged()).isPositive();
            assertThat(pod.log.journals().lagSeconds()).isPositive();
        } finally {
            redis.resume();
        }

        awaitDurability(pod, Durability.LOGGED);
        assertThat(pod.log.journals().unlogged()).isZero();
        redis.pause();
        try {
            writer.append(chunk(" three"));
            viewer.assertItems(new SequencedEvent(0, chunk("one")), new SequencedEvent(1, chunk(" two")));
        } finally {
            redis.resume();
        }
        viewer.awaitItems(3, PATIENCE);
    }

    private static void awaitDurability(RedisPod pod, Durability wanted) {
        await().atMost(PATIENCE).until(() -> pod.log.durability() == wanted);
    }

    @Test
    void with_immediate_durability_nobody_waits() {
        RedisPod pod = pod(redis.patientLink(), Durability.IMMEDIATE, 100_000);
        ReplyHeader reply = reply();
        ReplyLog writer = openAt(pod, reply);
        AssertSubscriber<SequencedEvent> viewer = viewAt(pod, reply);
        redis.pause();
        try {
            writer.append(chunk("one"));
            viewer.assertItems(new SequencedEvent(0, chunk("one")));
            assertThat(pod.log.durability()).isEqualTo(Durability.IMMEDIATE);
        } finally {
            redis.resume();
        }
    }

    @Test
    void a_pod_that_was_taken_for_dead_shows_nothing_that_its_successor_does_not_know() {
        ReplyHeader lost = reply();
        ReplyHeader kept = reply();
        ReplyLog lostWriter = openAt(here, lost);
        ReplyLog keptWriter = openAt(here, kept);
        AssertSubscriber<SequencedEvent> lostViewer = viewAt(here, lost);
        AssertSubscriber<SequencedEvent> keptViewer = viewAt(here, kept);
        lostWriter.append(chunk("one"));
        keptWriter.append(chunk("one"));
        lostViewer.awaitItems(1, PATIENCE);
        keptViewer.awaitItems(1, PATIENCE);
        here.close();
        RedisPod there = another();
        Takeover taken = takenOver(there, lost);

        lostWriter.append(chunk(" two of the first pod"));
        keptWriter.append(chunk(" two"));
        taken.log().append(chunk(" two of the second pod"));

        assertThat(text(keptViewer.awaitItems(2, PATIENCE).getItems())).isEqualTo("one two");
        await().atMost(PATIENCE).until(() -> here.lost.contains(lost.reply()));
        lostWriter.abandon();
        assertThat(text(lostViewer.awaitFailure(PATIENCE).getItems())).isEqualTo("one");
        lostViewer.assertFailedWith(AbandonedReplyException.class);
        assertThat(text(viewAt(there, lost).awaitItems(2, PATIENCE).getItems())).isEqualTo("one two of the second pod");
    }

    @Test
    void replies_that_begin_at_a_pod_after_it_was_taken_for_dead_survive_its_death() {
        ReplyHeader lost = reply();
        openAt(here, lost).append(chunk("one"));
        await().atMost(PATIENCE)
                .until(() -> here.log.journals().unlogged() == 0 && redis.keys().contains(Keys.log(lost.reply())));
        here.close();
        RedisPod there = another();
        takenOver(there, lost);
        await().atMost(PATIENCE)
                .until(() -> redis.ask(Command.EXISTS, Keys.log(lost.reply())).equals("1"));

        ReplyHeader next = reply();
        ReplyLog writer = openAt(here, next);
        AssertSubscriber<SequencedEvent> viewer = viewAt(here, next);
        writer.append(chunk("shown"));
        viewer.awaitItems(1, PATIENCE);
        kill(here, hereLink);

        assertThat(takenOver(there, next).text()).isEqualTo("shown");
    }

    @Test
    void a_name_whose_pod_died_before_anybody_could_find_its_reply_is_used_again() {
        ReplyHeader reply = reply();
        IdempotencyKey key = new IdempotencyKey("k");
        redis.ask(Command.SET, Keys.request(reply.user(), key), "never-written", "PX", "60000");

        assertThat(here.log.find(reply.user(), key).await().atMost(PATIENCE)).isEmpty();
        assertThat(here.log.open(reply, Optional.of(key)).await().atMost(PATIENCE))
                .isInstanceOf(Opening.Opened.class);
        assertThat(another().log.open(reply(), Optional.of(key)).await().atMost(PATIENCE))
                .isEqualTo(new Opening.Existing(reply.reply()));
    }

    @Test
    void a_journal_keeps_no_more_than_what_the_streams_lack() {
        RedisPod pod = another();
        for (int i = 0; i < 20; i++) {
            ReplyHeader reply = reply();
            ReplyLog writer = openAt(pod, reply);
            writer.append(chunk("secret"));
            writer.append(complete(reply));
            viewAt(pod, reply).awaitCompletion(PATIENCE);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(journals())
                .isNotEmpty()
                .allSatisfy(
                        journal -> assertThat(redis.ask(Command.XLEN, journal)).isEqualTo("0"))
                .allSatisfy(journal -> assertThat(Long.parseLong(redis.ask(Command.PTTL, journal)))
                        .isPositive()));
    }

    private List<String> journals() {
        return redis.keys().stream().filter(key -> key.contains(":journal:")).toList();
    }
}
