package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisAwayException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes one reply's events to its stream, in order, one command at a time.
 *
 * <pre>
 *          ┌────── a command failed ──────┐
 *          │                              ▼
 * in sync ─┴◄── last entry was read ─── unsure ─ another pod has taken over ─► fenced
 * </pre>
 */
final class ReplyWriter {

    private static final Logger LOG = Logger.getLogger(ReplyWriter.class);

    private final ReplyStream stream;
    private final MemoryReplyLog log;
    private final ReplyGate gate;
    private final long epoch;
    private final Runnable onFenced;
    private final boolean hasPrompt;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long flushed;
    private volatile boolean unsure;
    private volatile boolean fenced;
    private volatile Optional<IdempotencyKey> key = Optional.empty();
    private volatile int refusals;
    /** When the terminal event was written first, as {@link System#nanoTime}; 0 if it was not yet. */
    private volatile long endWritten;

    private volatile CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    /**
     * @param gate decides which events viewers may see
     * @param epoch the epoch in which this pod writes; see {@link EntryId}
     * @param flushed the number of the last event that the stream has; -1 if it has none
     * @param onFenced called once when another pod has taken the reply over
     */
    ReplyWriter(ReplyStream stream, MemoryReplyLog log, ReplyGate gate, long epoch, long flushed, Runnable onFenced) {
        this.stream = stream;
        this.log = log;
        this.gate = gate;
        this.epoch = epoch;
        this.flushed = flushed;
        this.onFenced = onFenced;
        this.hasPrompt = log.header().given().isPresent();
    }

    ReplyGate gate() {
        return gate;
    }

    boolean enterQueue() {
        return !fenced && queued.compareAndSet(false, true);
    }

    void leaveQueue() {
        queued.set(false);
    }

    boolean hasMore() {
        return !fenced && flushed < log.size() - 1;
    }

    /** Whether the stream has its header and all appended events. */
    boolean isUpToDate() {
        return writing.isDone() && !hasMore();
    }

    ReplyId reply() {
        return log.header().reply();
    }

    /** Whether nothing will be appended any more and the stream has all events. */
    boolean isDone() {
        return isEnded() && !unsure && !hasMore();
    }

    /** Whether viewers wait for the next write, or other pods may not find the reply before it. */
    boolean isUrgent() {
        return unsure || gate.waitsForStream();
    }

    /** How often in a row Redis has refused a command of this writer. */
    int refusals() {
        return refusals;
    }

    /** Whether nothing will be appended any more. */
    boolean isEnded() {
        return log.state() != MemoryReplyLog.State.OPEN;
    }

    /** Whether this process has all of the reply, and no other has continued or erased it. */
    boolean isWhole() {
        return log.state() == MemoryReplyLog.State.ENDED && !fenced && !log.isDiscarded();
    }

    /** How many events the reply has. */
    int size() {
        return log.size();
    }

    /** Called when the header could not be written. Opens the gate, because viewers must not wait for it. */
    void headerFailed() {
        markUnsure();
        gate.open();
    }

    /** Called after an outage: the stream, which may lack entries or have more, is read before the next write. */
    void markUnsure() {
        unsure = true;
    }

    /** Stops all writing, because the reply is being erased. Completes when no command is under way any more. */
    Uni<Void> stopWriting() {
        fenced = true;
        return Uni.createFrom().completionStage(() -> writing);
    }

    /**
     * Runs an exchange with Redis unless the writer is stopped. This sets {@code writing} and then reads
     * {@code fenced}; {@link #stopWriting} sets {@code fenced} and then reads {@code writing}. So either the exchange
     * is skipped, or stopWriting waits for it.
     */
    private Uni<Void> write(Supplier<Uni<Void>> exchange) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            writing = mine;
            return (fenced ? Uni.createFrom().voidItem() : exchange.get())
                    .onTermination()
                    .invoke(() -> mine.complete(null));
        });
    }

    /**
     * Writes the header, so that other pods find the reply. Events are written after it: a stream begins with its
     * header.
     *
     * @param later runs the write. {@link #stopWriting} waits for a write that is scheduled there: it also adds the
     *     reply to the user's list, from which an erasure learns what else to erase
     */
    Uni<Void> open(Optional<IdempotencyKey> key, Executor later) {
        this.key = key;
        busy.set(true);
        return write(() -> Uni.createFrom().voidItem().emitOn(later).chain(this::writeHeader))
                .eventually(() -> busy.set(false));
    }

    private Uni<Void> writeHeader() {
        return stream.open(log, epoch, gate.journal().number(), key).invoke(gate::named);
    }

    /** Writes all events that the stream lacks. Never fails. */
    Uni<Void> flush() {
        if (fenced || !busy.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return write(() -> (unsure ? resync().flatMap(unused -> append()) : append())
                        .onFailure()
                        .recoverWithUni(this::recover))
                .eventually(() -> busy.set(false));
    }

    private Uni<Void> append() {
        long entry = gate.journal().nextEntry();
        List<SequencedEvent> pending = fenced ? List.of() : log.from(flushed + 1);
        if (pending.isEmpty()) {
            return Uni.createFrom().voidItem().invoke(() -> gate.streamed((int) flushed + 1, entry));
        }
        SequencedEvent last = pending.getLast();
        return stream.add(reply(), epoch, pending)
                .invoke(() -> {
                    flushed = last.seq();
                    refusals = 0;
                    gate.streamed((int) flushed + 1, entry);
                })
                .call(() -> last.isTerminal()
                        ? stream.expire(reply(), sinceEnd(), hasPrompt)
                        : Uni.createFrom().voidItem());
    }

    /** The time since the end was written first: what is written again is not kept longer. */
    private Duration sinceEnd() {
        long now = System.nanoTime();
        endWritten = endWritten == 0 ? now : endWritten;
        return Duration.ofNanos(now - endWritten);
    }

    /**
     * Reads the stream's last entry, which tells which events the stream has and which pod writes it: the answer to an
     * earlier command may have been lost. If the stream is gone, writes its header and its key again.
     */
    private Uni<Void> resync() {
        return stream.lastId(reply()).flatMap(top -> {
            unsure = false;
            if (top.isPresent()) {
                learn(top.get());
            } else if (!fenced) {
                flushed = -1;
                return writeHeader().call(() -> stream.claim(log.header(), key));
            }
            return Uni.createFrom().voidItem();
        });
    }

    private void learn(EntryId top) {
        if (top.epoch() > epoch) {
            fenced = true;
            LOG.warnf("Reply %s was taken over by another pod: this one did not renew its lease in time", reply());
            onFenced.run();
        } else if (top.epoch() == epoch && !top.takeover()) {
            flushed = top.seq();
        }
    }

    private Uni<Void> recover(Throwable thrown) {
        unsure = true;
        if (thrown instanceof RedisAwayException away) {
            refusals += away.isRefusal() ? 1 : 0;
            gate.open();
            return Uni.createFrom().voidItem();
        }
        // Redis refuses an id that is not larger than the last one. Either another pod has written, or a command that
        // seemed lost was executed. The stream's last entry tells which.
        return resync().onFailure()
                .invoke(again -> LOG.debugf("Cannot write reply %s to Redis: %s", reply(), again.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
