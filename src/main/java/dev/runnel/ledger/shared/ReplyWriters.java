package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.runnel.ReplyId;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The writers of this process's replies. A reply's writer works from its opening until Redis has all its events. It is
 * kept as long as the reply is in memory: a Redis that has lost its data is given the reply again.
 */
final class ReplyWriters {

    private static final Logger LOG = Logger.getLogger(ReplyWriters.class);

    /** With more writers than this, replies that end while Redis is away are written to it after all others. */
    private static final int MAX_WAITING = 2000;

    private final RedisLink link;
    private final ReplyStream stream;
    private final Journals journals;
    private final WriteBehind behind;
    private final Consumer<ReplyId> onLost;
    private final Consumer<ReplyId> onRefused;
    private final Map<ReplyId, ReplyWriter> writers = new ConcurrentHashMap<>();
    /** Those that have nothing to write. A reply is added here before it is removed from the others. */
    private final Cache<ReplyId, ReplyWriter> finished;

    private volatile int lastConnection;

    /**
     * @param onLost called for each reply that another pod has taken over
     * @param onRefused called for each reply that must not begin: another pod has answered the request
     */
    ReplyWriters(
            RedisLink link,
            ReplyStream stream,
            Journals journals,
            LedgerConfig config,
            Vertx vertx,
            Consumer<ReplyId> onLost,
            Consumer<ReplyId> onRefused) {
        this.link = link;
        this.stream = stream;
        this.journals = journals;
        this.onLost = onLost;
        this.onRefused = onRefused;
        this.behind = new WriteBehind(link, vertx, config.redisCommands(), this::finish);
        // Bounded as the replies in memory are.
        this.finished = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(config.memoryMaxEvents())
                .weigher((ReplyId reply, ReplyWriter writer) -> writer.size())
                .expireAfterWrite(config.retention())
                .build();
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

    /**
     * Called when the header of a reply could not be written. If Redis has refused it, this pod was paused between its claim
     * of the request and now, see {@link ReplyNames#claim}.
     */
    void headerFailed(ReplyWriter writer, Throwable thrown) {
        if (thrown instanceof RedisAwayException) {
            writer.headerFailed();
            return;
        }
        stream.lastId(writer.reply())
                .map(top -> top.filter(last -> last.epoch() > 0).isPresent())
                .subscribe()
                .with(
                        isRefused -> headerFailed(writer, isRefused, thrown),
                        again -> headerFailed(writer, false, thrown));
    }

    private void headerFailed(ReplyWriter writer, boolean isRefused, Throwable thrown) {
        if (isRefused) {
            LOG.infof("Reply %s does not begin: another pod has answered its request meanwhile", writer.reply());
            onRefused.accept(writer.reply());
        } else {
            LOG.warnf(thrown, "The header of reply %s was not written, and is written again", writer.reply());
            writer.headerFailed();
        }
    }

    private ReplyWriter remove(ReplyId reply) {
        ReplyWriter writer = writers.remove(reply);
        if (writer == null) {
            writer = finished.getIfPresent(reply);
        } else {
            writer.gate().journal().remove(writer.gate());
        }
        finished.invalidate(reply);
        return writer;
    }

    /** Called when Redis has all of a reply that has ended, or refuses it. */
    private void finish(ReplyId reply) {
        ReplyWriter writer = writers.get(reply);
        if (writer == null) {
            return;
        }
        if (writer.isWhole()) {
            finished.put(reply, writer);
        }
        writers.remove(reply);
        writer.gate().journal().remove(writer.gate());
        if (!writer.isWhole()) {
            // It was erased at this moment, by someone who may not have seen it among the finished ones.
            finished.invalidate(reply);
        }
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
            finish(reply);
            return;
        }
        writer.gate().appended();
        behind.enqueue(writer);
    }

    /**
     * Called when Redis is back. Behind a new connection may be another Redis, or one that has lost its data, so each
     * writer then reads how far its stream is before it writes. Those of ended replies come after the others.
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
        if (another) {
            finished.asMap().values().forEach(writer -> {
                writer.markUnsure();
                behind.enqueueLast(writer);
            });
        }
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
