package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.BesideTheApplication;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two processes and one Redis: what one writes, the other erases everywhere. */
@BesideTheApplication
class RedisErasurePodsTest extends TwoPods {

    RedisErasurePodsTest() {
        super(TestRedis.start(), false);
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
    void an_erasure_while_redis_is_away_fails() {
        ReplyHeader reply = reply();
        ended(reply, 3);
        redis.kill();
        await().until(() -> hereLink.state() == RedisLink.State.DEGRADED);

        assertThatThrownBy(() ->
                        here.log.erase(reply.user(), Optional.empty()).await().atMost(PATIENCE))
                .isInstanceOf(FailureException.class)
                .hasMessage("session_unreachable");
        assertThatThrownBy(() ->
                        here.log.running(reply.user(), reply.session()).await().atMost(PATIENCE))
                .isInstanceOf(FailureException.class)
                .hasMessage("reply_unreachable");
    }
}
