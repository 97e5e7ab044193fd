package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.FailureCode;
import dev.runnel.Usage;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The measurements of one call: its duration, the time between pieces of text, and its span. Not thread-safe: the
 * caller's lock guards it.
 */
final class CallTiming {

    private final CallMetrics.Meters meters;
    private final CallTrace trace;
    private final long started = System.nanoTime();
    private long lastChunk;

    CallTiming(CallMetrics.Meters meters, CallTrace trace) {
        this.meters = meters;
        this.trace = trace;
    }

    /** The headers that the call's request has to carry; empty while tracing is off. */
    Map<String, String> headers() {
        return trace.headers();
    }

    /** A piece of the text was received. */
    void chunk() {
        long now = System.nanoTime();
        if (lastChunk == 0) {
            meters.firstChunk().record(now - started, TimeUnit.NANOSECONDS);
            trace.firstChunk((now - started) / 1e9);
        } else {
            meters.perChunk().record(now - lastChunk, TimeUnit.NANOSECONDS);
        }
        lastChunk = now;
    }

    /** The call succeeded, and this much is billed for it. */
    void ended(ChatResponse response, Usage billed) {
        meters.ended(System.nanoTime() - started);
        meters.billed(billed);
        trace.ended(response, billed);
    }

    /** The call failed. It may be billed nevertheless. */
    void failed(FailureCode cause, Usage billed) {
        meters.failed(System.nanoTime() - started, cause);
        meters.billed(billed);
        trace.failed(cause, billed);
    }

    /** The call was cancelled. It may be billed nevertheless. */
    void cancelled(Usage billed) {
        meters.billed(billed);
        trace.cancelled(billed);
    }
}
