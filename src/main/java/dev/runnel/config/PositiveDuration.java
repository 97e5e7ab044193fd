package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** At least a millisecond, the shortest time of timers and Redis. */
@RegisterForReflection
public record PositiveDuration() implements Converter<Duration> {

    private static final Minimum<Duration> BOUND =
            new Minimum<>(DurationConverter::parseDuration, Duration.ofMillis(1), "1ms");

    @Override
    public Duration convert(String value) {
        return BOUND.read(value);
    }
}
