package dev.runnel.model;

import dev.runnel.FailureCode;
import dev.runnel.Usage;
import java.util.concurrent.TimeUnit;

/** How long one call takes, piece by piece. Not for several threads at once: its caller's lock guards it. */
final class CallTiming {

    private final CallMetrics.Meters meters;
    private final long started = System.nanoTime();
    private long lastChunk;

    CallTiming(CallMetrics.Meters meters) {
        this.meters = meters;
    }

    /** A piece of the text came. */
    void chunk() {
        long now = System.nanoTime();
        if (lastChunk == 0) {
            meters.firstChunk().record(now - started, TimeUnit.NANOSECONDS);
        } else {
            meters.perChunk().record(now - lastChunk, TimeUnit.NANOSECONDS);
        }
        lastChunk = now;
    }

    /** The call ended well, and is billed for so much. */
    void ended(Usage billed) {
        meters.ended(System.nanoTime() - started, billed);
    }

    void failed(FailureCode cause) {
        meters.failed(System.nanoTime() - started, cause);
    }
}
