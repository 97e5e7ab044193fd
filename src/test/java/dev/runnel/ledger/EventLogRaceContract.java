package dev.runnel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.testing.AtOnce;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every event log promises when writers and viewers act at the same moment. */
abstract class EventLogRaceContract extends EventLogContract {
    private static final int EVENTS = 8;

    /** How often a race is run: as often as the store lets it be in about a second. */
    protected int rounds() {
        return 300;
    }

    @Test
    void a_viewer_that_comes_while_the_reply_ends_loses_and_repeats_nothing() {
        for (int round = 0; round < rounds(); round++) {
            ReplyHeader reply = reply();
            ReplyLog writer = open(reply);
            List<List<Long>> seen = AtOnce.call(List.of(
                    () -> write(writer, reply),
                    () -> seqs(all(reply, -1)),
                    () -> seqs(all(reply, 2)),
                    () -> oneAtATime(reply)));
            assertThat(seen).containsExactly(seqs(0, EVENTS), seqs(0, EVENTS), seqs(3, EVENTS), seqs(0, EVENTS));
        }
    }

    @Test
    void of_several_writers_that_end_a_reply_at_once_one_succeeds() {
        for (int round = 0; round < rounds(); round++) {
            ReplyHeader reply = reply();
            ReplyLog writer = open(reply);
            AssertSubscriber<SequencedEvent> viewer = view(reply, -1, Long.MAX_VALUE);
            Callable<Boolean> end = () -> writer.append(complete(reply));
            Callable<Boolean> speak = () -> writer.append(chunk("a"));
            List<Boolean> taken = AtOnce.call(List.of(end, end, speak, speak));
            List<SequencedEvent> seen = viewer.awaitCompletion(PATIENCE).getItems();
            assertThat(taken.subList(0, 2)).containsOnlyOnce(true);
            assertThat(seen).hasSize((int) taken.stream().filter(yes -> yes).count());
            assertThat(seqs(seen)).isEqualTo(seqs(0, seen.size() - 1L));
            assertThat(seen).filteredOn(SequencedEvent::isTerminal).containsExactly(seen.getLast());
        }
    }

    @Test
    void of_requests_with_one_key_that_come_at_once_each_finds_the_one_reply() {
        for (int round = 0; round < rounds(); round++) {
            IdempotencyKey key = new IdempotencyKey("round-" + round);
            Callable<Optional<LoggedReply>> ask =
                    () -> log.find(startedBy(key)).await().atMost(PATIENCE);
            assertThat(AtOnce.call(List.of(ask, ask, ask, ask)))
                    .allMatch(Optional::isPresent)
                    .extracting(found -> found.orElseThrow().header().reply())
                    .containsOnly(startedBy(key));
        }
    }

    /** The reply that this request has started, or finds. */
    private ReplyId startedBy(IdempotencyKey key) {
        ReplyHeader header = reply();
        return switch (log.open(header, Optional.of(key)).await().atMost(PATIENCE)) {
            case Opening.Opened opened -> header.reply();
            case Opening.Existing(ReplyId first) -> first;
        };
    }

    @Test
    void a_viewer_that_leaves_while_events_come_leaves_nothing_behind() {
        for (int round = 0; round < rounds(); round++) {
            ReplyHeader reply = reply();
            ReplyLog writer = open(reply);
            AssertSubscriber<SequencedEvent> leaving = view(reply, -1, Long.MAX_VALUE);
            AtOnce.<Object>call(List.of(() -> write(writer, reply), () -> leaving.cancel(), () -> all(reply, -1)));
            List<Long> seen = seqs(leaving.getItems());
            assertThat(seen).isEqualTo(seqs(0, seen.size() - 1L));
            awaitViewers(writer, 0);
        }
    }

    private List<Long> write(ReplyLog writer, ReplyHeader reply) {
        LongStream.range(0, EVENTS).forEach(seq -> writer.append(chunk("chunk " + seq)));
        writer.append(complete(reply));
        return seqs(0, EVENTS);
    }

    private List<Long> oneAtATime(ReplyHeader reply) {
        AssertSubscriber<SequencedEvent> viewer = view(reply, -1, 0);
        for (int asked = 1; asked <= EVENTS + 1; asked++) {
            viewer.request(1).awaitItems(asked, PATIENCE);
        }
        return seqs(viewer.awaitCompletion(PATIENCE).getItems());
    }

    private static List<Long> seqs(List<SequencedEvent> events) {
        return events.stream().map(SequencedEvent::seq).toList();
    }
}
