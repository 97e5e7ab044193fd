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

/** This process's copy of a reply that another pod writes, kept up to date from the reply's stream. */
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
     * Copies new entries of the stream.
     *
     * @throws UnreadableReplyException if they cannot be parsed, or do not continue what was copied before
     */
    void add(Response entries) {
        for (Entry entry : Entry.parseAll(entries)) {
            entry.pod().ifPresent(taker -> writer = taker);
            entry.events().map(EventCodec::decode).ifPresent(events -> events.forEach(this::append));
            position = entry.id().toString();
        }
    }

    /** Skips an event that is here already: after Redis has restarted empty, the writer writes all events again. */
    private void append(SequencedEvent event) {
        boolean isOpen = log.state() == MemoryReplyLog.State.OPEN;
        if (event.seq() >= 0 && event.equals(log.at(event.seq()))) {
            return;
        }
        if (isOpen && event.seq() != log.size()) {
            throw new UnreadableReplyException("event " + event.seq() + " instead of event " + log.size());
        }
        log.append(event.event());
    }

    /** Ends the reply for its viewers here with {@code INTERNAL_ERROR}. */
    void fail() {
        log.append(new ReplyEvent.Failed(
                Failure.of(FailureCode.INTERNAL_ERROR), reply(), log.header().session()));
    }

    /**
     * Called once a second. Whether nothing has come since the last call. A running reply writes at least a heartbeat
     * from time to time; for an erased one nothing comes.
     */
    boolean isQuiet() {
        boolean quiet = position.equals(lastLook);
        lastLook = position;
        return quiet;
    }

    /**
     * Notes whether the reply was found in Redis.
     *
     * @return how many times in a row it was not found
     */
    int missing(boolean found) {
        missing = found ? 0 : missing + 1;
        return missing;
    }

    void touch() {
        lastUse = System.nanoTime();
    }

    /**
     * Whether nobody has read it for {@code idle} nanoseconds. A viewer that is about to follow it has called
     * {@link #touch}.
     */
    boolean isUnused(long now, long idle) {
        if (log.viewers() > 0) {
            lastUse = now;
        }
        return now - lastUse > idle;
    }
}
