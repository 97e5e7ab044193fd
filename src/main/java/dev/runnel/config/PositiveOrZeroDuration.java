package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Zero or more. */
@RegisterForReflection
public record PositiveOrZeroDuration() implements Converter<Duration> {

    private static final Minimum<Duration> BOUND = new Minimum<>(DurationConverter::parseDuration, Duration.ZERO, "0s");

    @Override
    public Duration convert(String value) {
        return BOUND.read(value);
    }
}
