package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ledger.ReplyHeader;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod that takes a reply over learns the span in which the reply began. */
class TracedReplyTest extends TwoPods {
    private static final String SPAN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    TracedReplyTest() {
        super(TestRedis.start(), false);
    }

    @Test
    void who_takes_a_reply_over_learns_of_its_trace() {
        ReplyHeader reply = reply().tracedAs(Optional.of(SPAN));
        assertThat(takenOver(reply)).isEqualTo(reply);
        assertThat(storedFields(reply)).as("a field that older pods pass over").isEqualTo("u s q p j w");
    }

    /** As it is without traces, and from a pod of the version before. */
    @Test
    void a_reply_without_a_trace_has_nothing_of_one_in_redis_and_can_be_taken_over() {
        ReplyHeader reply = reply();
        assertThat(takenOver(reply)).isEqualTo(reply);
        assertThat(storedFields(reply)).isEqualTo("u s q p j");
    }

    private ReplyHeader takenOver(ReplyHeader reply) {
        open(reply);
        here.log.resign().await().atMost(PATIENCE);
        return there.log
                .takeOver(reply.reply())
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .header();
    }

    private String storedFields(ReplyHeader reply) {
        return redis.ask(Command.EVAL, """
                local fields, names = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1][2], {}
                for i = 1, #fields, 2 do names[#names + 1] = fields[i] end
                return table.concat(names, ' ')
                """, "1", Keys.log(reply.reply()));
    }
}
