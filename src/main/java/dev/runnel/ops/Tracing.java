package dev.runnel.ops;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the spans of replies and calls are made, if anywhere. */
@Dependent
class Tracing {

    /** An SDK that is disabled still makes spans with ids of their own, which providers would be told; this does not. */
    @Produces
    @Singleton
    @Identifier("runnel")
    Tracer tracer(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return (disabled ? OpenTelemetry.noop() : telemetry).getTracer("dev.runnel");
    }
}
