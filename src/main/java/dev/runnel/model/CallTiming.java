package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.FailureCode;
import dev.runnel.Usage;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What operators are told of one call: how long it takes, piece by piece, and its span. Not for several threads at once: its caller's lock guards it. */
final class CallTiming {

    private final CallMetrics.Meters meters;
    private final CallTrace trace;
    private final long started = System.nanoTime();
    private long lastChunk;

    CallTiming(CallMetrics.Meters meters, CallTrace trace) {
        this.meters = meters;
        this.trace = trace;
    }

    /** What the call's request is to carry; empty while traces are off. */
    Map<String, String> headers() {
        return trace.headers();
    }

    /** A piece of the text came. */
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

    /** The call ended well, and is billed for so much. */
    void ended(ChatResponse response, Usage billed) {
        meters.ended(System.nanoTime() - started, billed);
        trace.ended(response, billed);
    }

    /** The call failed, and may be billed all the same. */
    void failed(FailureCode cause, Usage billed) {
        meters.failed(System.nanoTime() - started, cause);
        trace.failed(cause, billed);
    }

    /** Nobody wants the call any more. */
    void cancelled(Usage billed) {
        trace.cancelled(billed);
    }
}
