package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ToolCall;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.redis.TestRedis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of tools, on another pod than the one that tells of them. */
class ToolCallsPodsTest extends TwoPods {
    private static final ReplyEvent.ToolCalls CALLS = new ReplyEvent.ToolCalls(
            List.of(new ToolCall("a", "weather", "{\"city\":\"Oslo\"}"), new ToolCall("b", "now", "{}")));

    ToolCallsPodsTest() {
        super(TestRedis.start(), false);
    }

    @Test
    void a_viewer_elsewhere_is_told_of_them() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(chunk("Let me see."));
        writer.seal();
        writer.append(CALLS);
        writer.append(complete(reply));
        assertThat(viewThere(reply, -1).awaitCompletion(PATIENCE).getItems())
                .extracting(SequencedEvent::event)
                .containsExactly(chunk("Let me see."), CALLS, complete(reply));
    }

    @Test
    void who_takes_the_reply_over_knows_that_only_the_end_is_left_to_tell() {
        ReplyHeader reply = reply();
        open(reply).append(CALLS);
        awaitWritten();
        here.log.resign().await().atMost(PATIENCE);
        Takeover taken =
                there.log.takeOver(reply.reply()).await().atMost(PATIENCE).orElseThrow();
        assertThat(taken.callsTools()).isTrue();
    }
}
