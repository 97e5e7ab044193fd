package dev.runnel.ledger.shared;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.ledger.local.Viewers;
import io.vertx.mutiny.redis.client.Response;

/** A copy of another pod's reply, kept up to date from its stream. */
final class Mirror {

    private final MemoryReplyLog log;
    private volatile String writer;
    private volatile String position = "0-0";
    private String lastLook = "";
    private volatile int missing;
    private volatile long lastUse = System.nanoTime();

    Mirror(ReplyHeader header, String writer, Viewers viewers) {
        this.log = new MemoryReplyLog(header, viewers, unused -> {});
        this.writer = writer;
    }

    MemoryReplyLog log() {
        return log;
    }

    ReplyId reply() {
        return log.header().reply();
    }

    /** The pod that writes the reply now. */
    String writer() {
        return writer;
    }

    /** The id of the last entry that was copied. */
    String position() {
        return position;
    }

    /**
     * Copies what a stream has brought.
     *
     * @throws UnreadableReplyException when that is not the continuation of what was copied before
     */
    void add(Response entries) {
        for (Entry entry : Entry.parseAll(entries)) {
            entry.pod().ifPresent(taker -> writer = taker);
            entry.events().map(EventCodec::decode).ifPresent(events -> events.forEach(this::append));
            position = entry.id().toString();
        }
    }

    /** What is here already comes again when the writer writes it to a Redis that has restarted empty. */
    private void append(SequencedEvent event) {
        boolean isOpen = log.state() == MemoryReplyLog.State.OPEN;
        if (event.seq() >= 0 && event.equals(log.at(event.seq()))) {
            return;
        }
        if (isOpen && event.seq() != log.size()) {
            throw new UnreadableReplyException("event " + event.seq() + " in the place of " + log.size());
        }
        log.append(event.event());
    }

    /** Ends the reply for its viewers here. */
    void breakOff() {
        log.append(new ReplyEvent.Failed(
                Failure.of(FailureCode.INTERNAL_ERROR), reply(), log.header().session()));
    }

    /**
     * Called once a second. Whether nothing has come since the last look: a stream that is there brings at least a
     * heartbeat from time to time, one that was erased brings nothing.
     */
    boolean isQuiet() {
        boolean quiet = position.equals(lastLook);
        lastLook = position;
        return quiet;
    }

    /** How often in a row the reply was not found. */
    int missing(boolean found) {
        missing = found ? 0 : missing + 1;
        return missing;
    }

    void touch() {
        lastUse = System.nanoTime();
    }

    /** Whether nobody reads it any more; a viewer that is about to come has touched it. */
    boolean isUnused(long now, long idle) {
        if (log.viewers() > 0) {
            lastUse = now;
        }
        return now - lastUse > idle;
    }
}
