package dev.runnel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every event log promises to its writer and its viewers. */
abstract class EventLogContract extends EventLogFixture {
    private static final long FROM_THE_START = -1;

    @Test
    void events_are_numbered_from_0_without_a_gap_in_the_order_of_their_appends() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        List<ReplyEvent> events =
                List.of(processing(reply), new ReplyEvent.Reasoning("hm"), chunk("a"), chunk("b"), complete(reply));
        events.forEach(event -> assertThat(writer.append(event)).isTrue());
        List<SequencedEvent> seen = all(reply, FROM_THE_START);
        assertThat(seen).extracting(SequencedEvent::event).isEqualTo(events);
        assertThat(seen).extracting(SequencedEvent::seq).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void a_reply_can_be_followed_from_any_point() {
        ReplyHeader reply = reply();
        ended(reply, 4);
        for (long after = FROM_THE_START; after <= 4; after++) {
            assertThat(all(reply, after)).extracting(SequencedEvent::seq).containsExactlyElementsOf(seqs(after + 1, 4));
        }
    }

    @Test
    void following_from_beyond_the_end_of_an_ended_reply_shows_nothing_and_ends() {
        ReplyHeader reply = reply();
        ended(reply, 4);
        assertThat(all(reply, 5)).isEmpty();
        assertThat(all(reply, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void a_sealed_text_is_what_viewers_have_and_only_the_end_comes_after_it() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(processing(reply));
        writer.append(new ReplyEvent.Reasoning("Whom do I greet?"));
        writer.append(chunk("Hello "));
        writer.append(chunk("world"));
        assertThat(writer.seal()).isEqualTo("Hello world");
        assertThat(writer.append(chunk(" and more"))).isFalse();
        assertThat(writer.append(new ReplyEvent.Reasoning("More?"))).isFalse();
        assertThat(writer.append(complete(reply))).isTrue();
        assertThat(writer.seal()).isEqualTo("Hello world");
        assertThat(all(reply, FROM_THE_START))
                .extracting(SequencedEvent::event)
                .containsExactly(
                        processing(reply),
                        new ReplyEvent.Reasoning("Whom do I greet?"),
                        chunk("Hello "),
                        chunk("world"),
                        complete(reply));
    }

    @Test
    void a_viewer_sees_what_was_and_what_comes() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("past"));
        AssertSubscriber<SequencedEvent> viewer = view(reply, FROM_THE_START, Long.MAX_VALUE);
        viewer.awaitItems(1, PATIENCE);
        writer.append(chunk("future"));
        viewer.awaitItems(2, PATIENCE).assertNotTerminated();
        writer.append(complete(reply));
        viewer.awaitCompletion(PATIENCE)
                .assertItems(
                        new SequencedEvent(0, chunk("past")),
                        new SequencedEvent(1, chunk("future")),
                        new SequencedEvent(2, complete(reply)));
    }

    @Test
    void a_viewer_that_is_ahead_of_the_reply_waits_for_what_it_lacks() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("0"));
        AssertSubscriber<SequencedEvent> viewer = view(reply, 1, Long.MAX_VALUE);
        writer.append(chunk("1"));
        writer.append(chunk("2"));
        viewer.awaitItems(1, PATIENCE).assertItems(new SequencedEvent(2, chunk("2")));
    }

    @Test
    void a_viewer_is_given_what_it_asks_for_and_no_more() {
        ReplyHeader reply = reply();
        ended(reply, 4);
        AssertSubscriber<SequencedEvent> viewer = view(reply, FROM_THE_START, 0).assertHasNotReceivedAnyItem();
        for (int asked = 1; asked <= 5; asked++) {
            viewer.request(1).awaitItems(asked, PATIENCE);
            assertThat(viewer.getItems())
                    .extracting(SequencedEvent::seq)
                    .containsExactlyElementsOf(seqs(0, asked - 1L));
        }
        viewer.awaitCompletion(PATIENCE);
    }

    @Test
    void a_viewer_that_asked_for_one_is_given_one_of_those_that_come() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        AssertSubscriber<SequencedEvent> viewer = view(reply, FROM_THE_START, 1);
        List.of("0", "1", "2").forEach(text -> writer.append(chunk(text)));
        viewer.awaitItems(1, PATIENCE);
        viewer.request(1)
                .awaitItems(2, PATIENCE)
                .assertItems(new SequencedEvent(0, chunk("0")), new SequencedEvent(1, chunk("1")));
    }

    @Test
    void nothing_follows_the_terminal_event() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        ReplyEvent failed = new ReplyEvent.Failed(Failure.of(FailureCode.PROVIDER_CUT), reply.reply(), reply.session());
        assertThat(writer.append(failed)).isTrue();
        assertThat(writer.append(chunk("late"))).isFalse();
        assertThat(writer.append(complete(reply))).isFalse();
        assertThat(all(reply, FROM_THE_START)).containsExactly(new SequencedEvent(0, failed));
    }

    @Test
    void all_viewers_see_the_same_whenever_they_come() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        AssertSubscriber<SequencedEvent> early = view(reply, FROM_THE_START, Long.MAX_VALUE);
        writer.append(chunk("a"));
        AssertSubscriber<SequencedEvent> late = view(reply, FROM_THE_START, Long.MAX_VALUE);
        writer.append(chunk("b"));
        writer.append(complete(reply));
        List<SequencedEvent> seen = early.awaitCompletion(PATIENCE).getItems();
        assertThat(seen).hasSize(3);
        assertThat(late.awaitCompletion(PATIENCE).getItems()).isEqualTo(seen);
        assertThat(all(reply, FROM_THE_START)).isEqualTo(seen);
    }

    @Test
    void replies_do_not_mix() {
        ReplyHeader one = reply();
        ReplyHeader other = reply();
        open(one).append(chunk("one"));
        open(other).append(chunk("other"));
        view(one, FROM_THE_START, 2).awaitItems(1, PATIENCE).assertItems(new SequencedEvent(0, chunk("one")));
        view(other, FROM_THE_START, 2).awaitItems(1, PATIENCE).assertItems(new SequencedEvent(0, chunk("other")));
    }

    @Test
    void an_unknown_reply_cannot_be_followed() {
        AssertSubscriber<SequencedEvent> viewer =
                view(reply(), FROM_THE_START, 1).awaitFailure(PATIENCE);
        assertThat(FailureException.of(viewer.getFailure()).code()).isEqualTo(FailureCode.REPLY_UNKNOWN);
        viewer.assertHasNotReceivedAnyItem();
    }

    @Test
    void a_reply_is_found_with_its_owner_while_it_runs_and_when_it_has_ended() {
        ReplyHeader reply = reply();
        assertThat(log.find(reply.reply()).await().atMost(PATIENCE)).isEmpty();
        ReplyLog writer = open(reply);
        assertThat(log.find(reply.reply()).await().atMost(PATIENCE))
                .map(LoggedReply::header)
                .contains(reply);
        writer.append(complete(reply));
        assertThat(log.find(reply.reply()).await().atMost(PATIENCE))
                .map(LoggedReply::header)
                .contains(reply);
    }

    @Test
    void an_ended_reply_is_kept_for_the_retention_and_no_longer() {
        ReplyHeader reply = reply();
        ended(reply, 2);
        advance(RETENTION.minusSeconds(1));
        assertThat(all(reply, FROM_THE_START)).hasSize(3);
        advance(Duration.ofSeconds(1));
        assertThat(log.find(reply.reply()).await().atMost(PATIENCE)).isEmpty();
        view(reply, FROM_THE_START, 1).awaitFailure(PATIENCE).assertFailedWith(FailureException.class);
    }

    @Test
    void a_running_reply_is_kept_however_long_it_runs() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("a"));
        advance(RETENTION.multipliedBy(2));
        writer.append(complete(reply));
        assertThat(all(reply, FROM_THE_START)).hasSize(2);
    }

    @Test
    void a_viewer_counts_until_it_leaves_or_has_seen_the_end() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        assertThat(writer.viewers()).isZero();
        AssertSubscriber<SequencedEvent> leaving = view(reply, FROM_THE_START, Long.MAX_VALUE);
        AssertSubscriber<SequencedEvent> staying = view(reply, FROM_THE_START, 1);
        awaitViewers(writer, 2);
        leaving.cancel();
        awaitViewers(writer, 1);
        writer.append(chunk("a"));
        writer.append(complete(reply));
        leaving.assertHasNotReceivedAnyItem();
        staying.request(1).awaitCompletion(PATIENCE);
        awaitViewers(writer, 0);
    }
}
