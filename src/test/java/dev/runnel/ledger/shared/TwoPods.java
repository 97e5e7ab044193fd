package dev.runnel.ledger.shared;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.EventLogFixture;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The ledgers of two processes that share a Redis. */
abstract class TwoPods extends EventLogFixture {

    final TestRedis redis;
    final RedisLink hereLink;
    final RedisPod here;
    final RedisPod there;
    private final Vertx vertx = Vertx.vertx();
    private final boolean cluster;

    TwoPods(TestRedis redis, boolean cluster) {
        this.redis = redis;
        this.cluster = cluster;
        this.hereLink = redis.patientLink();
        this.here = pod(hereLink);
        this.there = pod(redis.patientLink());
    }

    final RedisPod pod(RedisLink link) {
        return new RedisPod(link, cluster, CONFIG, System::nanoTime, vertx);
    }

    AssertSubscriber<SequencedEvent> viewThere(ReplyHeader reply, long after) {
        return there.log
                .follow(reply.reply(), after)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    static List<String> texts(List<SequencedEvent> events) {
        return events.stream()
                .filter(event -> event.event() instanceof ReplyEvent.Chunk)
                .map(event -> ((ReplyEvent.Chunk) event.event()).content())
                .toList();
    }

    @Override
    protected EventLog eventLog(LedgerConfig config) {
        return here.log;
    }

    @Override
    protected void awaitWritten() {
        here.log.written().await().atMost(PATIENCE);
    }

    @Override
    protected void advance(Duration time) {
        throw new AssertionError("time is real here");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }
}
