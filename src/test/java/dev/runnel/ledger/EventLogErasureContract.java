package dev.runnel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.testing.AtOnce;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every event log promises for the erasure of replies. */
public abstract class EventLogErasureContract extends EventLogLookupContract {

    private final UserId bea = new UserId("bea-" + UUID.randomUUID());

    private ReplyHeader replyOf(UserId user, String session) {
        return new ReplyHeader(ReplyId.random(), user, new SessionId(session), "question");
    }

    private Void erase(UserId user, Optional<SessionId> session) {
        return log.erase(user, session).await().atMost(PATIENCE);
    }

    private boolean isKnown(ReplyHeader reply) {
        return log.find(reply.reply()).await().atMost(PATIENCE).isPresent();
    }

    @Test
    void an_erased_reply_cannot_be_found_in_any_way() {
        ReplyHeader reply = replyOf(bea, "s");
        IdempotencyKey key = new IdempotencyKey("k");
        switch (log.open(reply, Optional.of(key)).await().atMost(PATIENCE)) {
            case Opening.Opened(ReplyLog writer) -> writer.append(complete(reply));
            case Opening.Existing existing -> throw new AssertionError(existing);
        }

        erase(bea, Optional.of(reply.session()));

        assertThat(isKnown(reply)).isFalse();
        assertThat(log.find(bea, key).await().atMost(PATIENCE)).isEmpty();
        assertThat(view(reply, -1, 1).awaitFailure(PATIENCE).getFailure()).hasMessage("reply_unknown");
        assertThat(log.open(replyOf(bea, "s"), Optional.of(key)).await().atMost(PATIENCE))
                .isInstanceOf(Opening.Opened.class);
    }

    @Test
    void one_reply_is_erased_alone() {
        ReplyHeader reply = replyOf(bea, "s");
        ReplyHeader other = replyOf(bea, "s");
        ended(reply, 1);
        ended(other, 1);
        log.erase(new UserId("ann"), reply.reply()).await().atMost(PATIENCE);
        assertThat(isKnown(reply)).isTrue();
        log.erase(bea, reply.reply()).await().atMost(PATIENCE);
        assertThat(isKnown(reply)).isFalse();
        assertThat(isKnown(other)).isTrue();
        assertThat(all(other, -1)).hasSize(2);
    }

    @Test
    void a_running_reply_is_stopped_before_its_viewers_are_disconnected() {
        ReplyHeader reply = replyOf(bea, "s");
        ReplyLog writer = open(reply);
        AssertSubscriber<SequencedEvent> viewer = view(reply, -1, Long.MAX_VALUE);
        List<Integer> viewers = new CopyOnWriteArrayList<>();
        log.listen(new NoListener() {
            @Override
            public Uni<Void> erased(ReplyId erased) {
                viewers.add(writer.viewers());
                return super.erased(erased);
            }
        });

        erase(bea, Optional.of(reply.session()));

        viewer.awaitCompletion(PATIENCE);
        assertThat(viewers).first().isEqualTo(1);
    }

    @Test
    void a_running_reply_is_ended_for_its_viewers_and_nothing_can_be_added() {
        ReplyHeader reply = replyOf(bea, "s");
        ReplyLog writer = open(reply);
        writer.append(chunk("a"));
        AssertSubscriber<SequencedEvent> viewer = view(reply, -1, Long.MAX_VALUE);
        viewer.awaitItems(1, PATIENCE);

        erase(bea, Optional.of(reply.session()));

        viewer.awaitCompletion(PATIENCE)
                .assertItems(
                        new SequencedEvent(0, chunk("a")),
                        new SequencedEvent(
                                1,
                                new ReplyEvent.Failed(
                                        Failure.of(FailureCode.REPLY_UNKNOWN), reply.reply(), reply.session())));
        assertThat(writer.append(chunk("b"))).isFalse();
        assertThat(isKnown(reply)).isFalse();
        assertThat(log.running(bea, reply.session()).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void other_sessions_and_other_users_keep_their_replies() {
        ReplyHeader erased = replyOf(bea, "s");
        ReplyHeader other = replyOf(bea, "s2");
        ReplyHeader anothers = replyOf(new UserId("cid-" + UUID.randomUUID()), "s");
        ended(erased, 2);
        ended(other, 2);
        ended(anothers, 2);

        erase(bea, Optional.of(erased.session()));

        assertThat(isKnown(erased)).isFalse();
        assertThat(all(other, -1)).hasSize(3);
        assertThat(all(anothers, -1)).hasSize(3);
    }

    @Test
    void all_replies_of_a_user_are_erased_at_once_and_again() {
        List<ReplyHeader> replies = List.of(replyOf(bea, "a"), replyOf(bea, "b"), replyOf(bea, "b"));
        replies.forEach(reply -> ended(reply, 2));
        ReplyHeader running = replyOf(bea, "b");
        open(running).append(chunk("a"));

        erase(bea, Optional.empty());

        assertThat(replies).noneMatch(this::isKnown);
        assertThat(isKnown(running)).isFalse();
        erase(bea, Optional.empty());
    }

    /** Whichever is first, the end or the erasure: the viewer gets one last event, and the reply is gone. */
    @RepeatedTest(100)
    void a_reply_that_is_erased_while_it_is_written_ends_once_and_stays_gone() {
        ReplyHeader reply = replyOf(bea, "s");
        ReplyLog writer = open(reply);
        AssertSubscriber<SequencedEvent> viewer = view(reply, -1, Long.MAX_VALUE);
        AtOnce.<Object>call(List.of(
                () -> {
                    for (int i = 0; i < 5; i++) {
                        writer.append(chunk("chunk " + i));
                    }
                    return writer.append(complete(reply));
                },
                () -> erase(bea, Optional.of(reply.session()))));

        List<SequencedEvent> seen = viewer.awaitCompletion(PATIENCE).getItems();
        assertThat(seen).filteredOn(SequencedEvent::isTerminal).hasSize(1);
        assertThat(seen.getLast().isTerminal()).isTrue();
        assertThat(isKnown(reply)).isFalse();
    }
}
