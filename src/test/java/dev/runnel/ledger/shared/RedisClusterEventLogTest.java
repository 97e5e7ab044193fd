package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.BesideTheApplication;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two processes and a cluster of three nodes, over which their replies are spread. */
@BesideTheApplication
class RedisClusterEventLogTest extends TwoPods {

    RedisClusterEventLogTest() {
        super(TestRedis.startCluster(), true);
    }

    @Test
    void replies_on_all_nodes_are_read_stopped_and_taken_over_on_the_other_pod() {
        List<ReplyHeader> replies = Stream.generate(this::reply).limit(20).toList();
        List<ReplyLog> writers = replies.stream().map(this::open).toList();
        List<AssertSubscriber<SequencedEvent>> viewers = replies.stream()
                .map(reply -> there.log
                        .follow(reply.reply(), -1)
                        .subscribe()
                        .withSubscriber(AssertSubscriber.<SequencedEvent>create(Long.MAX_VALUE)))
                .toList();
        writers.forEach(writer -> writer.append(chunk("one ")));
        viewers.forEach(viewer -> viewer.awaitItems(1, PATIENCE));

        replies.forEach(reply -> there.log.requestStop(reply.reply()).await().atMost(PATIENCE));
        await().atMost(PATIENCE)
                .until(() -> here.stopRequests.containsAll(
                        replies.stream().map(ReplyHeader::reply).toList()));

        here.log.resign().await().atMost(PATIENCE);
        assertThat(replies).allSatisfy(reply -> assertThat(
                        there.log.takeOver(reply.reply()).await().atMost(PATIENCE))
                .hasValueSatisfying(mine -> assertThat(mine.text()).isEqualTo("one ")));
    }
}
