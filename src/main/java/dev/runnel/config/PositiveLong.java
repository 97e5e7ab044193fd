package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** At least one. */
@RegisterForReflection
public record PositiveLong() implements Converter<Long> {

    private static final Minimum<Long> BOUND = new Minimum<>(Long::valueOf, 1L, "1");

    @Override
    public Long convert(String value) {
        return BOUND.read(value);
    }
}
