package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisAwayException;
import io.smallrye.mutiny.Uni;
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
 *          ┌───── an exchange was lost ─────┐
 *          │                                ▼
 * in step ─┴◄─ the stream says how far ─ unsure ─ the stream is another pod's ─► fenced
 * </pre>
 */
final class ReplyWriter {

    private static final Logger LOG = Logger.getLogger(ReplyWriter.class);

    private final ReplyStream stream;
    private final MemoryReplyLog log;
    private final ReplyGate gate;
    private final long epoch;
    private final Runnable onFenced;
    private final AtomicBoolean inLine = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long flushed;
    private volatile boolean unsure;
    private volatile boolean fenced;
    private volatile int refusals;
    private volatile CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    /**
     * @param gate what viewers may see of it
     * @param flushed the last event that the stream has; -1 for none
     * @param onFenced called once when another pod has taken the reply over
     */
    ReplyWriter(ReplyStream stream, MemoryReplyLog log, ReplyGate gate, long epoch, long flushed, Runnable onFenced) {
        this.stream = stream;
        this.log = log;
        this.gate = gate;
        this.epoch = epoch;
        this.flushed = flushed;
        this.onFenced = onFenced;
    }

    ReplyGate gate() {
        return gate;
    }

    boolean stepIntoLine() {
        return !fenced && inLine.compareAndSet(false, true);
    }

    void leaveLine() {
        inLine.set(false);
    }

    boolean hasMore() {
        return !fenced && flushed < log.size() - 1;
    }

    /** Whether the stream has its header and all that was appended. */
    boolean isUpToDate() {
        return writing.isDone() && !hasMore();
    }

    ReplyId reply() {
        return log.header().reply();
    }

    /** Whether nothing will be appended any more, and the stream has everything. */
    boolean isDone() {
        return isEnded() && !unsure && !hasMore();
    }

    /** Whether viewers wait for the stream, or other pods for a reply that Redis may have lost. */
    boolean isUrgent() {
        return unsure || gate.waitsForStream();
    }

    /** How often in a row Redis has answered with an error. */
    int refusals() {
        return refusals;
    }

    /** Whether nothing will be appended any more. */
    boolean isEnded() {
        return log.state() != MemoryReplyLog.State.OPEN;
    }

    /** The header could not be written. Nobody is to wait for it: viewers see what comes. */
    void doubt() {
        distrust();
        gate.open();
    }

    /** Redis was away: it may have lost what it had, or have what was thought lost. */
    void distrust() {
        unsure = true;
    }

    /**
     * From here on nothing is written: the reply is being erased.
     *
     * @return done when what was on its way has arrived
     */
    Uni<Void> silence() {
        fenced = true;
        return Uni.createFrom().completionStage(() -> writing);
    }

    /** Either this sees that the writer was silenced, or who silences it sees this and waits. */
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
     * Writes the header, so that other pods find the reply. Events wait for it: a stream begins with its header.
     *
     * @param later when to; who silences the writer meanwhile waits for it, for it tells what else to erase
     */
    Uni<Void> open(Optional<IdempotencyKey> key, Executor later) {
        busy.set(true);
        return write(() -> Uni.createFrom().voidItem().emitOn(later).chain(() -> writeHeader(key)))
                .eventually(() -> busy.set(false));
    }

    private Uni<Void> writeHeader(Optional<IdempotencyKey> key) {
        return stream.open(log, epoch, gate.journal().number(), key).invoke(gate::named);
    }

    /** Brings the stream up to date; never fails. */
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
                        ? stream.expire(reply())
                        : Uni.createFrom().voidItem());
    }

    /** Asks the stream how far it is and whose: the answer to an earlier command may have been lost on its way. */
    private Uni<Void> resync() {
        return stream.top(reply()).flatMap(top -> {
            unsure = false;
            if (top.isPresent()) {
                learn(top.get());
            } else if (!fenced) {
                flushed = -1;
                return writeHeader(Optional.empty());
            }
            return Uni.createFrom().voidItem();
        });
    }

    private void learn(EntryId top) {
        if (top.epoch() > epoch) {
            fenced = true;
            LOG.warnf("Reply %s was taken over by another pod: this one was too slow for its lease", reply());
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
        // Redis refuses an id that is not larger than the last: somebody else has written, or a lost command had not
        // been lost. The stream knows which.
        return resync().onFailure()
                .invoke(again -> LOG.debugf("reply %s cannot be logged: %s", reply(), again.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
