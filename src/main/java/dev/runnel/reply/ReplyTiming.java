package dev.runnel.reply;

/** How long one reply takes its viewer, and how much of that is this service's own share. */
final class ReplyTiming {

    private final ReplyMetrics metrics;
    private final long started = System.nanoTime();
    private volatile long asked;

    ReplyTiming(ReplyMetrics metrics) {
        this.metrics = metrics;
    }

    /** A provider is asked; from the first time until its first token others are waited for. */
    void asked() {
        if (asked == 0) {
            asked = System.nanoTime();
        }
    }

    /**
     * The first chunk has been written.
     *
     * @param received when its token came, on the clock of {@code System.nanoTime}
     */
    void firstChunk(long received) {
        long now = System.nanoTime();
        metrics.firstChunk(now - started, asked - started + (now - received));
    }

    void ended(int chunks, Outcome outcome) {
        metrics.ended(System.nanoTime() - started, chunks, outcome.name(), outcome.cause());
    }
}
