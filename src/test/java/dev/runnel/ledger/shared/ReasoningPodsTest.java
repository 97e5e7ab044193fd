package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.redis.TestRedis;
import org.junit.jupiter.api.Test;

/** What a model thinks, on another pod than the one whose model it is. */
class ReasoningPodsTest extends TwoPods {
    private static final ReplyEvent THOUGHT = new ReplyEvent.Reasoning("Let me see. ");

    ReasoningPodsTest() {
        super(TestRedis.start(), false);
    }

    @Test
    void a_viewer_elsewhere_is_shown_it() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(THOUGHT);
        writer.append(chunk("Four."));
        writer.append(complete(reply));
        assertThat(viewThere(reply, -1).awaitCompletion(PATIENCE).getItems())
                .extracting(SequencedEvent::event)
                .containsExactly(THOUGHT, chunk("Four."), complete(reply));
    }

    @Test
    void who_takes_the_reply_over_knows_that_it_was_shown_and_does_not_take_it_for_text() {
        Takeover taken = takenOver(THOUGHT, chunk("Fo"));
        assertThat(taken.hasReasoning()).isTrue();
        assertThat(taken.text()).isEqualTo("Fo");
        assertThat(taken.lastSeq()).isEqualTo(1);
    }

    @Test
    void who_takes_a_reply_over_without_it_knows_that_none_was_shown() {
        assertThat(takenOver(chunk("Fo")).hasReasoning()).isFalse();
    }

    private Takeover takenOver(ReplyEvent... events) {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        for (ReplyEvent event : events) {
            writer.append(event);
        }
        awaitWritten();
        here.log.resign().await().atMost(PATIENCE);
        return there.log.takeOver(reply.reply()).await().atMost(PATIENCE).orElseThrow();
    }
}
