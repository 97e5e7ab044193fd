package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** The remaining requests per minute of many users or addresses, counted by this process. */
final class Budgets<K> {

    /** Bounds the memory that invented ids can take to a few megabytes; the longest unused are dropped first. */
    private static final int MAX_ENTRIES = 100_000;

    private final Gcra gcra;
    private final Ticker clock;
    private final ConcurrentMap<K, Budget> budgets;

    Budgets(int requestsPerMinute, Ticker clock) {
        this.gcra = Gcra.perMinute(requestsPerMinute);
        this.clock = clock;
        // A full budget is the same as no entry, so an entry is useless two minutes after its last use.
        this.budgets = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(MAX_ENTRIES)
                .expireAfterAccess(Duration.ofMinutes(2))
                .<K, Budget>build()
                .asMap();
    }

    /** Counts a request, or returns how long it has to wait; zero or less if it was counted. */
    Duration spend(K key) {
        return Duration.ofNanos(
                budgets.computeIfAbsent(key, unused -> new Budget(clock.read())).spend());
    }

    /** Takes back one request that was counted. */
    void refund(K key) {
        Budget budget = budgets.get(key);
        if (budget != null) {
            budget.refund();
        }
    }

    void forget(K key) {
        budgets.remove(key);
    }

    private final class Budget {

        private long arrivalTime;

        Budget(long now) {
            this.arrivalTime = now;
        }

        synchronized long spend() {
            long now = clock.read();
            long wait = gcra.waitFor(arrivalTime, now);
            if (wait <= 0) {
                arrivalTime = gcra.advance(arrivalTime, now);
            }
            return wait;
        }

        synchronized void refund() {
            arrivalTime -= gcra.interval();
        }
    }
}
