package dev.runnel.reply;

import dev.runnel.ReplyId;
import org.jboss.logging.Logger;

/** What operators are told of one reply: how long it takes its viewer, and how much of that is this service's own share. */
final class ReplyTiming {

    private static final Logger LOG = Logger.getLogger(ReplyTiming.class);

    private final ReplyMetrics metrics;
    private final ReplyTrace trace;
    private final long started = System.nanoTime();
    /** 0 before, and for a reply that is not streamed: there nobody can tell whose share is whose. */
    private volatile long asked;

    ReplyTiming(ReplyMetrics metrics, ReplyTrace trace) {
        this.metrics = metrics;
        this.trace = trace;
    }

    ReplyTrace trace() {
        return trace;
    }

    /**
     * A provider is asked; until its first token others are waited for.
     *
     * @param before who was asked before; empty for nobody
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
     * The first chunk has been written.
     *
     * @param received when its token came, on the clock of {@code System.nanoTime}
     */
    void firstChunk(long received) {
        long now = System.nanoTime();
        metrics.firstChunk(now - started);
        if (asked != 0) {
            metrics.overhead(asked - started + (now - received));
        }
    }

    /** The text broke off and is taken up. */
    void continued() {
        metrics.continued();
        trace.continued();
    }

    /** The one line that the log has of each reply. */
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
