package dev.runnel.reply;

import dev.runnel.ReplyId;
import dev.runnel.model.ReplyCalls;
import org.jboss.logging.Logger;

/** The measurements of one reply: how long its viewer waits, and how much of that is this service's own share. */
final class ReplyTiming {

    private static final Logger LOG = Logger.getLogger(ReplyTiming.class);

    private final ReplyMetrics metrics;
    private final ReplyTrace trace;
    private final ReplyCalls calls;
    private volatile long started = System.nanoTime();
    /** 0 before a provider is asked, and for a reply that is not streamed, whose shares cannot be told apart. */
    private volatile long asked;

    ReplyTiming(ReplyMetrics metrics, ReplyTrace trace) {
        this.metrics = metrics;
        this.trace = trace;
        this.calls = new ReplyCalls(trace.span());
    }

    ReplyTrace trace() {
        return trace;
    }

    /** To which its calls to providers belong. */
    ReplyCalls calls() {
        return calls;
    }

    /** The reply has waited until now for others, which is no share of this service. */
    void begun() {
        started = System.nanoTime();
    }

    /** The reply goes on with something that the user said in between. */
    void steered() {
        metrics.steered();
    }

    /**
     * A provider is asked. Until its first token the time is not this service's own.
     *
     * @param before the provider that was asked before; empty for none
     */
    void asked(String before, String provider) {
        if (before.isEmpty()) {
            asked = System.nanoTime();
        } else if (!provider.equals(before)) {
            metrics.fellBack(provider);
            trace.fellBack();
        }
    }

    /**
     * The first chunk was written.
     *
     * @param received when its token was received, on the clock of {@code System.nanoTime}
     */
    void firstChunk(long received) {
        long now = System.nanoTime();
        metrics.firstChunk(now - started);
        if (asked != 0) {
            metrics.overhead(asked - started + (now - received));
        }
    }

    /** The text broke off and is continued. */
    void continued() {
        metrics.continued();
        trace.continued();
    }

    /** Writes the one log line of each reply. */
    void ended(ReplyId reply, int chunks, Outcome outcome) {
        metrics.ended(System.nanoTime() - started, chunks, outcome.name(), outcome.cause());
        trace.ended(outcome);
        LOG.infof(
                "Reply %s ended: outcome=%s cause=%s provider=%s chunks=%d%s",
                reply,
                outcome.name(),
                outcome.cause(),
                outcome.provider(),
                chunks,
                trace.id().map(id -> " trace=" + id).orElse(""));
    }
}
