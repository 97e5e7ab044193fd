package dev.runnel.http.socket;

import dev.runnel.FailureCode;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** How many sockets there are, what they show, and why they close. */
final class SocketMetrics {

    static final int NO_CODE = 1006;

    /** Others are invented by clients: each would be a series of its own for ever. */
    private static final Set<Integer> CODES =
            Set.of(1000, 1001, 1002, 1003, 1005, NO_CODE, 1007, 1008, 1009, 1011, 1012, 3000, 3008);

    private final MeterRegistry registry;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger replies = new AtomicInteger();
    private final DistributionSummary atOnce;

    SocketMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("runnel.socket.open", open);
        registry.gauge("runnel.socket.replies", replies);
        atOnce = registry.summary("runnel.socket.replies.at.once");
    }

    void opened() {
        open.incrementAndGet();
    }

    void replyOpened() {
        replies.incrementAndGet();
    }

    void replyClosed() {
        replies.decrementAndGet();
    }

    /** A message was refused: counted with the requests that were. */
    void refused(FailureCode code) {
        registry.counter("runnel.refusals", "code", code.wireName()).increment();
    }

    /**
     * A socket was closed.
     *
     * @param code 1006 if its connection broke
     * @param most replies that it showed at once
     */
    void closed(int code, int most) {
        open.decrementAndGet();
        atOnce.record(most);
        registry.counter("runnel.socket.closes", "code", CODES.contains(code) ? Integer.toString(code) : "other")
                .increment();
    }
}
