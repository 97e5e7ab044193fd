package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two processes and one Redis: when one is gone, the other takes over its replies. */
@BesideTheApplication
class RedisTakeoverTest extends TwoPods {

    RedisTakeoverTest() {
        super(TestRedis.start(), false);
    }

    @Test
    void a_reply_of_a_living_pod_cannot_be_taken_over() {
        ReplyHeader reply = reply();
        open(reply).append(processing(reply));
        here.log.written().await().atMost(PATIENCE);

        assertThat(takeOver(there, reply)).isEmpty();
    }

    @Test
    void when_a_pod_dies_viewers_on_another_pod_are_told_and_that_pod_continues_the_numbering() {
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
    void whoever_follows_on_a_pod_while_it_takes_a_reply_over_is_told_and_finds_the_rest_there() {
        ReplyHeader reply = reply();
        open(reply).append(chunk("one "));
        AssertSubscriber<SequencedEvent> viewer = viewThere(reply, -1);
        viewer.awaitItems(1, PATIENCE);
        here.log.resign().await().atMost(PATIENCE);

        Takeover mine = takeOver(there, reply).orElseThrow();

        viewer.awaitFailure(PATIENCE).assertFailedWith(AbandonedReplyException.class);
        AssertSubscriber<SequencedEvent> rest = viewThere(reply, 0);
        mine.log().append(chunk("two"));
        mine.log().append(complete(reply));
        assertThat(texts(rest.awaitCompletion(PATIENCE).getItems())).containsExactly("two");
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

    private Optional<Takeover> takeOver(RedisPod pod, ReplyHeader reply) {
        return pod.log.takeOver(reply.reply()).await().atMost(PATIENCE);
    }
}
