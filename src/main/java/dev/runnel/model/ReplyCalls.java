package dev.runnel.model;

import dev.runnel.Usage;
import dev.runnel.provider.ProviderCall;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;

/** What all calls for one reply have in common, also if its model is asked anew meanwhile. Thread-safe. */
public final class ReplyCalls {

    private final Span reply;
    private final List<ProviderCall> billed = new ArrayList<>();

    /** @param reply the parent of the calls' spans */
    public ReplyCalls(Span reply) {
        this.reply = reply;
    }

    Span span() {
        return reply;
    }

    synchronized void add(ProviderCall call) {
        billed.add(call);
    }

    /** What all so far cost, as far as the providers reported it: of a call that was cut, some never do. */
    synchronized Usage billed() {
        return billed.stream().map(ProviderCall::billed).reduce(Usage.NONE, Usage::plus);
    }
}
