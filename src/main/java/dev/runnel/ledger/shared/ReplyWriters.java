package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisLink;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The writers of this process's replies. A reply has a writer from its opening until Redis has all its events. */
final class ReplyWriters {

    /** With more writers than this, replies that end while Redis is away are not written to it later. */
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
     * @param onLost called for each reply that another pod has taken over
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

    /**
     * Adds the writer of a new reply.
     *
     * @param loop the event loop on which its events are appended and shown
     */
    ReplyWriter add(MemoryReplyLog log, EventLoop loop) {
        return add(log, journals.gate(log, loop), 0, -1);
    }

    /**
     * Adds the writer of a reply that this pod has taken over.
     *
     * @param journal the one that the takeover has named in Redis
     * @param loop the event loop on which its events are appended and shown
     * @param streamed the number of the last event that the stream has; -1 if it has none
     */
    void takeOver(MemoryReplyLog log, Journal journal, EventLoop loop, long epoch, long streamed) {
        behind.enqueue(add(log, journals.takenOver(log, journal, loop), epoch, streamed));
    }

    private ReplyWriter add(MemoryReplyLog log, ReplyGate gate, long epoch, long flushed) {
        ReplyId reply = log.header().reply();
        ReplyWriter writer = new ReplyWriter(stream, log, gate, epoch, flushed, () -> {
            remove(reply);
            onLost.accept(reply);
        });
        writers.put(reply, writer);
        if (log.isDiscarded()) {
            // The reply was erased before it had a writer that could be stopped.
            stopWriting(reply);
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

    /** Called after each append to a log, and when it is abandoned. */
    void onChange(MemoryReplyLog log) {
        ReplyId reply = log.header().reply();
        ReplyWriter writer = writers.get(reply);
        if (writer == null) {
            return;
        }
        boolean ended = log.state() != MemoryReplyLog.State.OPEN;
        if (ended && link.state() != RedisLink.State.UP && writers.size() > MAX_WAITING) {
            // In a long outage, a reply that has ended stays in memory for its retention, but does not wait for Redis.
            remove(reply);
            return;
        }
        writer.gate().appended();
        behind.enqueue(writer);
    }

    /**
     * Called when Redis is back. Behind a new connection may be another Redis, or one that has lost its data, so each
     * writer then reads how far its stream is before it writes.
     */
    private void writeAgain() {
        int connection = link.connections();
        boolean another = connection != lastConnection;
        lastConnection = connection;
        writers.values().forEach(writer -> {
            if (another) {
                writer.markUnsure();
            }
            behind.enqueueUrgently(writer);
        });
    }

    /**
     * Stops writing a reply that is being erased. Its log must be closed already.
     *
     * @return completes when no command for it is under way any more
     */
    Uni<Void> stopWriting(ReplyId reply) {
        ReplyWriter writer = remove(reply);
        return writer == null ? Uni.createFrom().voidItem() : writer.stopWriting();
    }

    /** Whether Redis has all appended events. */
    boolean areDone() {
        return writers.values().stream().allMatch(ReplyWriter::isUpToDate);
    }
}
