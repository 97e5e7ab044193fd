package dev.runnel.model;

import dev.runnel.FailureCode;
import dev.runnel.Usage;
import dev.runnel.provider.Provider;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;

/**
 * Metrics of calls to providers, with the names, units and buckets of OpenTelemetry's semantic conventions for
 * generative AI ("Generative AI metrics"). Labels are the provider and its configured model. The model that an answer
 * names is no label: it may be any text, and labels have to stay few. Each call also has a span, see {@link CallTrace}.
 */
@ApplicationScoped
class CallMetrics {

    private static final double[] OPERATION_SECONDS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };
    private static final double[] FIRST_CHUNK_SECONDS = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
    };
    private static final double[] CHUNK_SECONDS = {0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5
    };
    private static final double[] TOKENS = {1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576};

    /** The conventions omit the label after a success, but all meters of one metric must have the same labels. */
    private static final String NO_ERROR = "";

    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Map<String, Meters> meters = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry, @Identifier("runnel") Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    /**
     * Starts to measure a call.
     *
     * @param model what is asked for
     * @param label its name in metrics
     * @param parent the span of what the call is made for
     */
    CallTiming begin(Provider provider, String model, String label, Span parent) {
        return new CallTiming(
                meters.computeIfAbsent(provider.name() + '/' + label, unused -> new Meters(provider.name(), label)),
                CallTrace.begin(tracer, parent, wellKnown(provider.name()), model));
    }

    /**
     * The meters of one provider and model. They are looked up once, because a lookup by labels for each token would
     * cost more than the token.
     */
    final class Meters {

        private final Tags tags;
        private final Timer firstChunk;
        private final Timer perChunk;

        private Meters(String provider, String model) {
            this.tags = Tags.of(
                    "gen_ai.operation.name",
                    "chat",
                    "gen_ai.provider.name",
                    wellKnown(provider),
                    "gen_ai.request.model",
                    model);
            this.firstChunk = timer("gen_ai.client.operation.time_to_first_chunk", FIRST_CHUNK_SECONDS, tags);
            this.perChunk =
                    timer("gen_ai.client.operation.time_per_output_chunk", CHUNK_SECONDS, tags, onlyOneOf(registry));
        }

        Timer firstChunk() {
            return firstChunk;
        }

        Timer perChunk() {
            return perChunk;
        }

        void ended(long nanos) {
            operation(NO_ERROR).record(Duration.ofNanos(nanos));
        }

        void failed(long nanos, FailureCode cause) {
            operation(cause.wireName()).record(Duration.ofNanos(nanos));
        }

        /** However the call has ended. */
        void billed(Usage usage) {
            tokens("input", usage.inputTokens());
            tokens("output", usage.outputTokens());
        }

        private Timer operation(String error) {
            return timer("gen_ai.client.operation.duration", OPERATION_SECONDS, tags.and("error.type", error));
        }

        private void tokens(String type, long count) {
            if (count > 0) {
                DistributionSummary.builder("gen_ai.client.token.usage")
                        .baseUnit("tokens")
                        .serviceLevelObjectives(TOKENS)
                        .tags(tags.and("gen_ai.token.type", type))
                        .register(registry)
                        .record(count);
            }
        }
    }

    /** A composite registry looks for its only child with each record, which costs as much as the record. */
    private static MeterRegistry onlyOneOf(MeterRegistry registry) {
        return registry instanceof CompositeMeterRegistry all
                        && all.getRegistries().size() == 1
                ? all.getRegistries().iterator().next()
                : registry;
    }

    private Timer timer(String name, double[] seconds, Tags tags) {
        return timer(name, seconds, tags, registry);
    }

    private static Timer timer(String name, double[] seconds, Tags tags, MeterRegistry registry) {
        return Timer.builder(name)
                .serviceLevelObjectives(DoubleStream.of(seconds)
                        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
                        .toArray(Duration[]::new))
                .tags(tags)
                .register(registry);
    }

    /** The conventions define names for well-known providers. */
    private static String wellKnown(String provider) {
        return provider.equals("gemini") ? "gcp.gemini" : provider;
    }
}
