package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who writes this process's replies to Redis, from their opening until all of them has arrived there. */
final class ReplyWriters {

    /** Logs that may wait for Redis to return. */
    private static final int MAX_WAITING = 2000;

    private final RedisLink link;
    private final UserReplies replies;
    private final PodId pod;
    private final LedgerConfig config;
    private final WriteBehind behind;
    private final Consumer<ReplyId> onLost;
    private final Map<ReplyId, ReplyWriter> writers = new ConcurrentHashMap<>();
    private volatile int lastConnection;

    /** @param onLost told of each reply that another pod writes now */
    ReplyWriters(
            RedisLink link,
            UserReplies replies,
            PodId pod,
            LedgerConfig config,
            Vertx vertx,
            Consumer<ReplyId> onLost) {
        this.link = link;
        this.replies = replies;
        this.pod = pod;
        this.config = config;
        this.onLost = onLost;
        this.behind = new WriteBehind(link, vertx, config.redisCommands(), writers::remove);
        this.lastConnection = link.connections();
        link.onReturn(this::writeAgain);
    }

    /** @param flushed the last event that the stream has; -1 for none */
    ReplyWriter add(MemoryReplyLog log, long epoch, long flushed) {
        ReplyId reply = log.header().reply();
        ReplyWriter writer = new ReplyWriter(link, replies, log, epoch, flushed, pod, config, () -> {
            writers.remove(reply);
            onLost.accept(reply);
        });
        writers.put(reply, writer);
        if (log.state() != MemoryReplyLog.State.OPEN) {
            // Erased before there was anybody to silence.
            silence(reply);
        }
        return writer;
    }

    void onChange(MemoryReplyLog log) {
        ReplyId reply = log.header().reply();
        ReplyWriter writer = writers.get(reply);
        if (writer == null) {
            return;
        }
        boolean ended = log.state() != MemoryReplyLog.State.OPEN;
        if (ended && link.state() != RedisLink.State.UP && writers.size() > MAX_WAITING) {
            // In a long outage what has ended is kept for its retention here, and not for Redis's return.
            writers.remove(reply);
        } else {
            behind.enqueue(writer);
        }
    }

    /** Redis is back. If it was another one, or the same started anew, each log asks how far its stream is. */
    private void writeAgain() {
        int connection = link.connections();
        boolean another = connection != lastConnection;
        lastConnection = connection;
        writers.values().forEach(writer -> {
            if (another) {
                writer.distrust();
            }
            behind.enqueue(writer);
        });
    }

    /**
     * Has nothing more written of a reply that is being erased, whose log is closed already.
     *
     * @return done when what was on its way has arrived
     */
    Uni<Void> silence(ReplyId reply) {
        ReplyWriter writer = writers.remove(reply);
        return writer == null ? Uni.createFrom().voidItem() : writer.silence();
    }

    /** Whether Redis has all that was appended. */
    boolean areDone() {
        return writers.values().stream().allMatch(ReplyWriter::isUpToDate);
    }
}
