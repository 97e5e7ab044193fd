package dev.runnel.ledger.local;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * All viewers that follow a reply in this process. A viewer that does not read needs no buffer, but it occupies a
 * connection, so it is disconnected after a while.
 */
public final class Viewers {

    private final Duration slowTimeout;
    private final Ticker clock;
    private final Set<LogCursor> cursors = ConcurrentHashMap.newKeySet();
    private final LongAdder cut = new LongAdder();

    Viewers(Duration slowTimeout, Ticker clock) {
        this.slowTimeout = slowTimeout;
        this.clock = clock;
    }

    void add(LogCursor cursor) {
        cursors.add(cursor);
    }

    void remove(LogCursor cursor) {
        cursors.remove(cursor);
    }

    /** How many viewers follow replies in this process now. */
    public int count() {
        return cursors.size();
    }

    /** Disconnects the viewers that have left an event unread for too long. All calls must come from one thread. */
    public void cutSlow() {
        long now = clock.read();
        cursors.forEach(cursor -> {
            if (cursor.cutIfSlow(now, slowTimeout.toNanos())) {
                cut.increment();
            }
        });
    }

    /** How many viewers were disconnected for this reason since the start. */
    public double cut() {
        return cut.sum();
    }
}
