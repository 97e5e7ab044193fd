package dev.runnel.ledger.local;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everybody who follows a reply in this process. A viewer that does not read holds no buffer, but its connection: it is
 * cut off in the end.
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

    /** How many follow replies in this process now. */
    public int count() {
        return cursors.size();
    }

    /** Cuts off those that have left something unread for too long. */
    public void cutSlow() {
        long now = clock.read();
        cursors.forEach(cursor -> {
            if (cursor.cutIfSlow(now, slowTimeout.toNanos())) {
                cut.increment();
            }
        });
    }

    /** How many were cut off since the start. */
    public double cut() {
        return cut.sum();
    }
}
