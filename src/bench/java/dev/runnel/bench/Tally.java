package dev.runnel.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a load has come to so far. Written by the load's one thread, read by any. */
final class Tally {

    final AtomicLong tokens = new AtomicLong();
    final AtomicInteger open = new AtomicInteger();
    /** Ended with the provider's last token. */
    final AtomicInteger complete = new AtomicInteger();
    /** A token was missing, repeated or out of order, or a cut reply looked complete. */
    final AtomicInteger wrong = new AtomicInteger();
    /** Left by the viewer on purpose. */
    final AtomicInteger left = new AtomicInteger();

    private final Map<String, Integer> failures = new TreeMap<>();
    private Samples transit = new Samples();
    private Samples firstToken = new Samples();

    /** Ended otherwise, and said so: refused, failed, connection lost. */
    synchronized void fail(String reason) {
        failures.merge(reason, 1, Integer::sum);
    }

    synchronized Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }

    synchronized int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void transit(long micros) {
        transit.add(micros);
    }

    synchronized void firstToken(long micros) {
        firstToken.add(micros);
    }

    /** The samples since the last call, which from now on are gathered anew. */
    synchronized Samples.Summary takeTransit() {
        Samples taken = transit;
        transit = new Samples();
        return taken.summary();
    }

    synchronized Samples.Summary takeFirstToken() {
        Samples taken = firstToken;
        firstToken = new Samples();
        return taken.summary();
    }
}
