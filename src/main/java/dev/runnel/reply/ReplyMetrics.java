package dev.runnel.reply;

import dev.runnel.FinishReason;
import dev.runnel.When;
import dev.runnel.ledger.ReplyHeader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Metrics of replies. Labels are outcomes, codes and providers: few, and never a user. */
@Singleton
class ReplyMetrics {

    /** Fine buckets for this service's own share, up to the time after which people give up. */
    private static final Duration[] LATENCY = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    private static final Duration[] LENGTH = millis(500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000);
    private static final Duration[] READING =
            millis(1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000);
    private static final double[] CHUNKS = {1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Timer duration;
    private final Timer firstChunk;
    private final Timer overhead;
    private final Timer readingTime;
    private final DistributionSummary chunks;
    private final Counter continuations;
    private final Counter resumes;
    private final Counter takeovers;
    private final Counter steers;
    private final Map<When, Counter> queued = new EnumMap<>(When.class);

    ReplyMetrics(MeterRegistry registry, @Identifier("runnel") Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
        this.duration = timer("runnel.stream.duration", LENGTH);
        this.firstChunk = timer("runnel.first.chunk", LATENCY);
        this.overhead = timer("runnel.overhead", LATENCY);
        this.readingTime = timer("runnel.reading.time", READING);
        this.chunks = DistributionSummary.builder("runnel.reply.chunks")
                .serviceLevelObjectives(CHUNKS)
                .register(registry);
        this.continuations = registry.counter("runnel.continuations");
        this.resumes = registry.counter("runnel.resumes");
        this.takeovers = registry.counter("runnel.takeovers");
        this.steers = registry.counter("runnel.steers");
        for (When when : When.values()) {
            queued.put(when, registry.counter("runnel.queued", "when", when.wireName()));
        }
    }

    /**
     * Starts to measure a reply whose question has just arrived.
     *
     * @param caller the span of the request; invalid if there is none
     */
    ReplyTiming begin(ReplyHeader header, Span caller) {
        return new ReplyTiming(this, ReplyTrace.begin(tracer, header, caller));
    }

    /** The first chunk was sent to viewers, this long after the question arrived. */
    void firstChunk(long nanos) {
        firstChunk.record(Duration.ofNanos(nanos));
    }

    /** The part of that time in which no provider was waited for. */
    void overhead(long nanos) {
        overhead.record(Duration.ofNanos(nanos));
    }

    /** A reply has ended; {@code cause} is {@code none} or a failure's code. */
    void ended(long nanos, int chunksSent, String outcome, String cause) {
        duration.record(Duration.ofNanos(nanos));
        chunks.record(chunksSent);
        registry.counter("runnel.replies", "outcome", outcome, "cause", cause).increment();
    }

    /** Another provider is asked than before. */
    void fellBack(String provider) {
        registry.counter("runnel.fallbacks", "provider", provider).increment();
    }

    /** The text broke off and is continued. */
    void continued() {
        continuations.increment();
    }

    /** A viewer came back to a reply, or joined it. */
    void resumed() {
        resumes.increment();
    }

    /** A message has to wait for a reply that runs. */
    void queued(When when) {
        queued.get(when).increment();
    }

    /** A reply goes on with something that the user said in between. */
    void steered() {
        steers.increment();
    }

    /** This pod continues another one's reply. */
    void tookOver() {
        takeovers.increment();
    }

    /**
     * A viewer has left.
     *
     * @param toTheEnd whether it had received the last event
     */
    void left(boolean toTheEnd) {
        registry.counter("runnel.viewers.left", "stayed", toTheEnd ? "to_the_end" : "not")
                .increment();
    }

    /** A reply was read for this long. */
    void read(Duration time) {
        readingTime.record(time);
    }

    private Timer timer(String name, Duration... bounds) {
        return Timer.builder(name).serviceLevelObjectives(bounds).register(registry);
    }

    private static Duration[] millis(int... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(bounds[i]);
        }
        return durations;
    }

    /** The name of the outcome for a reply that ended with this finish reason. */
    static String outcome(FinishReason reason) {
        return reason == FinishReason.STOP ? "complete" : reason.wireName();
    }
}
