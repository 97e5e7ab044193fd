package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.SequencedEvent;
import dev.runnel.ledger.Durability;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Viewers see an event when Redis has it, unless Redis is away. */
class DurabilityTest extends DurablePods {

    @Test
    void viewers_see_nothing_new_until_redis_answers_and_then_everything() {
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
    void viewers_do_not_wait_for_redis_while_it_is_away_and_wait_again_when_it_is_back() {
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
    void with_immediate_durability_viewers_do_not_wait_for_redis() {
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
