package dev.runnel.ops;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Provides the tracer for the spans of replies and calls; without tracing one that does nothing. */
@Dependent
class Tracing {

    /** A disabled SDK still creates spans with ids, which would be sent to providers; a no-op tracer does not. */
    @Produces
    @Singleton
    @Identifier("runnel")
    Tracer tracer(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return (disabled ? OpenTelemetry.noop() : telemetry).getTracer("dev.runnel");
    }
}
