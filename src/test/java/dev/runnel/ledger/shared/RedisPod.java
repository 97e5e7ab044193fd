package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ReplyId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The ledger of one process, and what it was told from outside. */
final class RedisPod implements EventLog.Listener, AutoCloseable {
    final RedisEventLog log;
    final List<ReplyId> stopRequests = new CopyOnWriteArrayList<>();
    final List<ReplyId> lineChanges = new CopyOnWriteArrayList<>();
    final List<ReplyId> lost = new CopyOnWriteArrayList<>();
    final List<ReplyId> erased = new CopyOnWriteArrayList<>();
    private final Timers timers;

    RedisPod(RedisLink link, LedgerConfig config, Ticker clock, Vertx vertx) {
        this(link, false, config, clock, vertx);
    }

    RedisPod(RedisLink link, boolean cluster, LedgerConfig config, Ticker clock, Vertx vertx) {
        timers = new Timers(vertx);
        log = new RedisEventLog(link, cluster, config, new MemoryEventLog(config, clock), vertx, timers);
        log.listen(this);
    }

    @Override
    public void stopRequested(ReplyId reply) {
        stopRequests.add(reply);
    }

    @Override
    public void lineChanged(ReplyId reply) {
        lineChanges.add(reply);
    }

    @Override
    public void lost(ReplyId reply) {
        lost.add(reply);
    }

    @Override
    public Uni<Void> erased(ReplyId reply) {
        erased.add(reply);
        return Uni.createFrom().voidItem();
    }

    /** As if the process were killed: nothing is renewed and nothing polled any more. */
    @Override
    public void close() {
        timers.close();
    }
}
