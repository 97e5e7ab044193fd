package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.ledger.local.Viewers;

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

    void add(Entry entry) {
        entry.pod().ifPresent(taker -> writer = taker);
        entry.events().map(EventCodec::decode).ifPresent(events -> events.forEach(event -> log.append(event.event())));
        position = entry.id().toString();
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
