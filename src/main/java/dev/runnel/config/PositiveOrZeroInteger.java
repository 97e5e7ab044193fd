package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** Zero or more. */
@RegisterForReflection
public record PositiveOrZeroInteger() implements Converter<Integer> {

    private static final Minimum<Integer> BOUND = new Minimum<>(Integer::valueOf, 0, "0");

    @Override
    public Integer convert(String value) {
        return BOUND.read(value);
    }
}
