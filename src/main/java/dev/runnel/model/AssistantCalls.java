package dev.runnel.model;

import dev.runnel.FailureCode;
import dev.runnel.provider.Provider;
import dev.runnel.provider.ProviderConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What every call for a reply needs. */
@Singleton
class AssistantCalls {

    private final Assistant assistant;
    private final ModelConfig config;
    private final FailoverConfig failover;
    private final ProviderConfig.Connections connections;
    private final AttemptWatch watch;
    private final MeterRegistry registry;
    private final CallMetrics metrics;

    AssistantCalls(
            Assistant assistant,
            ModelConfig config,
            FailoverConfig failover,
            ProviderConfig providers,
            AttemptWatch watch,
            MeterRegistry registry,
            CallMetrics metrics) {
        this.assistant = assistant;
        this.config = config;
        this.failover = failover;
        this.connections = providers.provider();
        this.watch = watch;
        this.registry = registry;
        this.metrics = metrics;
        registry.gauge("runnel.provider.calls", this, calls -> calls.watch.running());
    }

    Assistant assistant() {
        return assistant;
    }

    /** The configured system prompt; empty if there is none. */
    String systemPrompt() {
        return config.systemPrompt().filter(prompt -> !prompt.isBlank()).orElse("");
    }

    AttemptWatch watch() {
        return watch;
    }

    /** Starts to measure and trace a call, as part of the reply with this span. */
    CallTiming time(Provider provider, Span reply) {
        return metrics.begin(provider, provider.model(), provider.measuredModel(), reply);
    }

    AttemptLimits limits(Provider provider) {
        return AttemptLimits.streamed(failover, provider.limits(), connections.totalTimeout(), watch.now());
    }

    /**
     * The limits of an answer that arrives all at once while viewers wait. It may be silent for as long as a model that
     * reasons.
     */
    AttemptLimits limitsUnstreamed() {
        Duration longest = connections.totalTimeout().compareTo(failover.thinkingTimeout()) < 0
                ? connections.totalTimeout()
                : failover.thinkingTimeout();
        return AttemptLimits.whole(longest, watch.now());
    }

    AttemptLimits limitsOfWholeAnswer() {
        return AttemptLimits.whole(connections.totalTimeout(), watch.now());
    }

    /** Counts a failed call. There are few providers and codes, so the labels stay bounded. */
    void count(Provider provider, FailureCode cause) {
        registry.counter("runnel.provider.failures", "provider", provider.name(), "cause", cause.wireName())
                .increment();
    }
}
