package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.testing.BesideTheApplication;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pod that takes over has every event that viewers have seen, whatever happens to the pod before. */
@BesideTheApplication
class KilledPodTest extends DurablePods {

    @Test
    void the_next_pod_has_what_viewers_have_seen_of_a_killed_pod() {
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
    void the_pod_that_takes_a_reply_over_goes_on_with_its_own_journal() {
        ReplyHeader lost = reply();
        ReplyLog writer = openAt(here, lost);
        AssertSubscriber<SequencedEvent> lostViewer = viewAt(here, lost);
        writer.append(chunk("one"));
        lostViewer.awaitItems(1, PATIENCE);
        kill(here, hereLink);
        RedisPod there = another();
        ReplyHeader own = reply();
        ReplyLog ownWriter = openAt(there, own);
        AssertSubscriber<SequencedEvent> ownViewer = viewAt(there, own);
        ownWriter.append(chunk("a"));
        ownViewer.awaitItems(1, PATIENCE);

        takenOver(there, lost).log().append(chunk(" two"));
        ownWriter.append(chunk("b"));
        ownViewer.awaitItems(2, PATIENCE);
        ReplyHeader next = reply();
        openAt(there, next).append(chunk("c"));
        viewAt(there, next).awaitItems(1, PATIENCE);

        assertThat(text(viewAt(there, lost).awaitItems(2, PATIENCE).getItems())).isEqualTo("one two");
        assertThat(redis.keys())
                .filteredOn(key -> key.contains("}:journal:"))
                .as("one of each pod")
                .hasSize(2);
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
    void an_idempotency_key_whose_reply_was_never_written_is_used_again() {
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
    void a_pod_that_was_paused_before_it_wrote_a_reply_gives_it_up_if_another_pod_has_answered_the_request() {
        ReplyHeader late = reply();
        IdempotencyKey key = new IdempotencyKey("k");
        assertThat(here.log.claim(late.user(), key, late.reply()).await().atMost(PATIENCE))
                .isEmpty();
        assertThat(another().log.open(reply(), Optional.of(key)).await().atMost(PATIENCE))
                .isInstanceOf(Opening.Opened.class);

        ReplyLog writer = openAt(here, late);
        AssertSubscriber<SequencedEvent> viewer = viewAt(here, late);
        writer.append(chunk("late"));

        assertThat(viewer.awaitCompletion(PATIENCE).getItems().getLast().event())
                .isInstanceOfSatisfying(
                        ReplyEvent.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.REPLY_UNKNOWN));
        assertThat(here.erased).containsExactly(late.reply());
        assertThat(another().log.find(late.reply()).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void after_a_takeover_that_failed_halfway_any_pod_can_take_over() {
        ReplyHeader reply = reply();
        openAt(here, reply).append(chunk("one"));
        viewAt(here, reply).awaitItems(1, PATIENCE);
        kill(here, hereLink);
        RedisPod unlucky = another();
        redis.ask(Command.ACL, "SETUSER", "default", "resetkeys", "~*:log", "~runnel:pod:*");
        try {
            await().atMost(PATIENCE).until(() -> failsToTakeOver(unlucky, reply));
        } finally {
            redis.ask(Command.ACL, "SETUSER", "default", "~*");
        }

        assertThat(takenOver(another(), reply).text()).isEqualTo("one");
    }

    /** While the killed pod still has its lease, this returns without a takeover and does not fail. */
    private static boolean failsToTakeOver(RedisPod pod, ReplyHeader reply) {
        try {
            pod.log.takeOver(reply.reply()).await().atMost(PATIENCE);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
