package dev.runnel.ledger.local;

import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.EventLogErasureContract;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.NoListener;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.SlowViewerException;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.FakeClock;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@BesideTheApplication
class MemoryEventLogTest extends EventLogErasureContract {
    private final FakeClock clock = new FakeClock();
    private MemoryEventLog memory;

    @Override
    protected EventLog eventLog(LedgerConfig config) {
        memory = new MemoryEventLog(config, clock);
        memory.listen(new NoListener());
        return memory;
    }

    @Override
    protected void advance(Duration time) {
        clock.advance(time);
    }

    @Test
    void a_viewer_that_has_come_and_not_asked_yet_is_not_slow() {
        advance(SLOW.plusSeconds(1));
        ReplyHeader reply = reply();
        open(reply).append(chunk("unread"));
        AssertSubscriber<SequencedEvent> viewer = view(reply, -1, 0);
        look();
        viewer.assertNotTerminated();
    }

    @Test
    void a_viewer_that_leaves_something_unread_for_too_long_is_cut_off_and_may_come_back() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        AssertSubscriber<SequencedEvent> slow = view(reply, -1, 1);
        writer.append(chunk("read"));
        writer.append(chunk("unread"));
        look();
        advance(SLOW.minusSeconds(1));
        look();
        slow.assertNotTerminated();

        advance(Duration.ofSeconds(1));
        look();

        slow.assertFailedWith(SlowViewerException.class);
        writer.append(complete(reply));
        org.assertj.core.api.Assertions.assertThat(all(reply, 0)).hasSize(2);
    }

    @Test
    void a_viewer_that_has_read_everything_is_never_slow() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        AssertSubscriber<SequencedEvent> waiting = view(reply, -1, 1);
        writer.append(chunk("read"));
        look();
        advance(SLOW.multipliedBy(2));
        look();

        waiting.assertNotTerminated();
    }

    @Test
    void whoever_waits_for_a_hidden_end_that_another_process_has_written_looks_for_it_there() {
        for (boolean endsFirst : new boolean[] {true, false}) {
            ReplyHeader reply = reply();
            MemoryReplyLog writer = memory.open(reply, unused -> {});
            writer.append(chunk("seen"));
            writer.hold();
            AssertSubscriber<SequencedEvent> viewer = view(reply, -1, Long.MAX_VALUE);
            if (endsFirst) {
                writer.append(complete(reply));
            }
            memory.forget(reply.reply());
            writer.append(complete(reply));

            viewer.assertFailedWith(AbandonedReplyException.class);
            org.assertj.core.api.Assertions.assertThat(viewer.getItems()).hasSize(1);
        }
    }

    @Test
    void a_reply_that_was_lost_to_another_process_and_then_ends_here_is_not_shown() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("a ghost"));

        memory.forget(reply.reply());
        writer.append(complete(reply));

        org.assertj.core.api.Assertions.assertThat(
                        log.find(reply.reply()).await().atMost(PATIENCE))
                .isEmpty();
    }

    private void look() {
        memory.viewers().cutSlow();
    }
}
