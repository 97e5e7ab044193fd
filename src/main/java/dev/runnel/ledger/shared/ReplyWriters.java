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
    private final ReplyStream stream;
    private final Journals journals;
    private final WriteBehind behind;
    private final Consumer<ReplyId> onLost;
    private final Map<ReplyId, ReplyWriter> writers = new ConcurrentHashMap<>();
    private volatile int lastConnection;

    /**
     * @param commands as {@link LedgerConfig#redisCommands()}
     * @param onLost told of each reply that another pod writes now
     */
    ReplyWriters(
            RedisLink link,
            ReplyStream stream,
            Journals journals,
            int commands,
            Vertx vertx,
            Consumer<ReplyId> onLost) {
        this.link = link;
        this.stream = stream;
        this.journals = journals;
        this.onLost = onLost;
        this.behind = new WriteBehind(link, vertx, commands, this::remove);
        this.lastConnection = link.connections();
        link.onReturn(this::writeAgain);
    }

    /** Of a new reply. */
    ReplyWriter add(MemoryReplyLog log, Journal journal) {
        return add(log, journals.gate(log, journal), 0, -1);
    }

    /**
     * Of a reply that another pod began.
     *
     * @param streamed the last event that the stream has
     */
    void takeOver(MemoryReplyLog log, Journal journal, long epoch, long streamed) {
        behind.enqueue(add(log, journals.takenOver(log, journal), epoch, streamed));
    }

    private ReplyWriter add(MemoryReplyLog log, ReplyGate gate, long epoch, long flushed) {
        ReplyId reply = log.header().reply();
        ReplyWriter writer = new ReplyWriter(stream, log, gate, epoch, flushed, () -> {
            remove(reply);
            onLost.accept(reply);
        });
        writers.put(reply, writer);
        if (log.isDisowned()) {
            // Erased before there was anybody to silence.
            silence(reply);
        }
        return writer;
    }

    private ReplyWriter remove(ReplyId reply) {
        ReplyWriter writer = writers.remove(reply);
        if (writer != null) {
            writer.gate().journal().remove(writer.gate());
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
            remove(reply);
            return;
        }
        writer.gate().appended();
        behind.enqueue(writer);
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
            behind.hurry(writer);
        });
    }

    /**
     * Has nothing more written of a reply that is being erased, whose log is closed already.
     *
     * @return done when what was on its way has arrived
     */
    Uni<Void> silence(ReplyId reply) {
        ReplyWriter writer = remove(reply);
        return writer == null ? Uni.createFrom().voidItem() : writer.silence();
    }

    /** Whether Redis has all that was appended. */
    boolean areDone() {
        return writers.values().stream().allMatch(ReplyWriter::isUpToDate);
    }
}
