package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** What each of many has left of a minute's requests, as this process counts. */
final class Budgets<K> {

    /** Bounds the memory of a flood of made-up ids to a few megabytes; the longest unused are forgotten first. */
    private static final int MAX_ENTRIES = 100_000;

    private final Gcra gcra;
    private final Ticker clock;
    private final ConcurrentMap<K, Budget> budgets;

    Budgets(int requestsPerMinute, Ticker clock) {
        this.gcra = Gcra.perMinute(requestsPerMinute);
        this.clock = clock;
        // A full budget is the same as no entry, so two minutes after its last use an entry says nothing.
        this.budgets = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(MAX_ENTRIES)
                .expireAfterAccess(Duration.ofMinutes(2))
                .<K, Budget>build()
                .asMap();
    }

    /** Counts a request, or says how long it has to wait; zero or less when it was counted. */
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
