package dev.runnel.ledger;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One reply's events in order. Viewers share the list and hold only their position in it, so that a viewer that does
 * not read costs nothing.
 */
final class MemoryReplyLog implements ReplyLog {

    private final ReplyHeader header;
    private final Viewers viewers;
    private final Consumer<MemoryReplyLog> onEnd;
    private final List<SequencedEvent> events = new ArrayList<>();
    private final List<LogCursor> cursors = new CopyOnWriteArrayList<>();
    private boolean ended;

    MemoryReplyLog(ReplyHeader header, Viewers viewers, Consumer<MemoryReplyLog> onEnd) {
        this.header = header;
        this.viewers = viewers;
        this.onEnd = onEnd;
    }

    ReplyHeader header() {
        return header;
    }

    @Override
    public boolean append(ReplyEvent event) {
        synchronized (events) {
            if (ended) {
                return false;
            }
            events.add(new SequencedEvent(events.size(), event));
            ended = event instanceof ReplyEvent.Terminal;
        }
        // Outside the lock: a viewer's own code runs here, and may be slow or call back.
        if (event instanceof ReplyEvent.Terminal) {
            onEnd.accept(this);
        }
        cursors.forEach(LogCursor::drain);
        return true;
    }

    @Override
    public int viewers() {
        return cursors.size();
    }

    LoggedReply state() {
        synchronized (events) {
            return new LoggedReply(header, events.size() - 1L, ended);
        }
    }

    int size() {
        synchronized (events) {
            return events.size();
        }
    }

    /** The event at this place, or null while there is none. */
    SequencedEvent at(long seq) {
        synchronized (events) {
            return seq < events.size() ? events.get((int) seq) : null;
        }
    }

    Multi<SequencedEvent> follow(long after) {
        return Multi.createFrom().publisher(subscriber -> {
            // The number is a client's word: the largest one has no successor.
            long next = Math.max(0, Math.min(after, Long.MAX_VALUE - 1) + 1);
            LogCursor cursor = new LogCursor(this, next, subscriber);
            // Registered before the first read: whatever is appended from now on is either seen by that read or
            // announced to the cursor.
            cursors.add(cursor);
            viewers.add(cursor);
            subscriber.onSubscribe(cursor);
        });
    }

    void leave(LogCursor cursor) {
        cursors.remove(cursor);
        viewers.remove(cursor);
    }

    boolean endedBefore(long seq) {
        synchronized (events) {
            return ended && seq >= events.size();
        }
    }
}
