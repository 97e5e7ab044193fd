package dev.runnel.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Every request, in the order of arrival, and how to wait for what is still to come. */
final class RequestLog {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(2);

    private final List<Exchange> exchanges = new ArrayList<>();

    synchronized Exchange record(int connection, IncomingRequest request, Optional<Prompt> prompt) {
        Exchange exchange = new Exchange(exchanges.size(), connection, request, prompt.orElse(Prompt.NONE));
        exchanges.add(exchange);
        return exchange;
    }

    synchronized void clear() {
        exchanges.clear();
    }

    synchronized List<RecordedRequest> snapshots() {
        return exchanges.stream().map(Exchange::snapshot).toList();
    }

    synchronized int size() {
        return exchanges.size();
    }

    synchronized int inProgress() {
        return Math.toIntExact(exchanges.stream().filter(Exchange::inProgress).count());
    }

    synchronized Optional<RecordedRequest> find(int index) {
        return index < exchanges.size() ? Optional.of(exchanges.get(index).snapshot()) : Optional.empty();
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(condition);
    }
}
