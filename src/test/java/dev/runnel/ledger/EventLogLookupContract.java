package dev.runnel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.testing.AtOnce;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** How every event log finds a reply again: by its id, by the request's idempotency key, by its session. */
abstract class EventLogLookupContract extends EventLogRaceContract {

    private Opening open(ReplyHeader reply, IdempotencyKey key) {
        return log.open(reply, Optional.of(key)).await().atMost(PATIENCE);
    }

    private Optional<ReplyId> running(ReplyHeader reply) {
        return log.running(reply.user(), reply.session()).await().atMost(PATIENCE);
    }

    private static IdempotencyKey key() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    @Test
    void a_repeated_idempotency_key_finds_the_first_reply_and_opens_none() {
        IdempotencyKey key = key();
        ReplyHeader first = reply();
        ReplyHeader second = reply();
        assertThat(open(first, key)).isInstanceOf(Opening.Opened.class);

        assertThat(open(second, key)).isEqualTo(new Opening.Existing(first.reply()));

        assertThat(log.find(first.user(), key).await().atMost(PATIENCE)).contains(first.reply());
        assertThat(log.find(second.reply()).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void an_idempotency_key_belongs_to_its_user() {
        IdempotencyKey key = key();
        open(reply(), key);

        assertThat(log.find(new dev.runnel.UserId("bob"), key).await().atMost(PATIENCE))
                .isEmpty();
    }

    @Test
    void of_two_requests_with_the_same_key_at_the_same_moment_one_opens() {
        for (int round = 0; round < 200; round++) {
            IdempotencyKey key = key();
            Callable<Opening> open = () -> open(reply(), key);
            List<Opening> openings = AtOnce.call(List.of(open, open, open));

            assertThat(openings).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
        }
    }

    @Test
    void a_sessions_running_reply_is_found_until_it_ends() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        assertThat(running(reply)).contains(reply.reply());

        writer.append(complete(reply));

        assertThat(running(reply)).isEmpty();
    }

    @Test
    void the_state_of_a_reply_says_how_far_it_is() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(processing(reply));
        writer.append(chunk("a"));
        assertThat(log.find(reply.reply()).await().atMost(PATIENCE)).contains(new LoggedReply(reply, 1, false));

        writer.append(complete(reply));

        LoggedReply ended = log.find(reply.reply()).await().atMost(PATIENCE).orElseThrow();
        assertThat(ended).isEqualTo(new LoggedReply(reply, 2, true));
        assertThat(ended.isReadUpTo(1)).isFalse();
        assertThat(ended.isReadUpTo(2)).isTrue();
    }
}
