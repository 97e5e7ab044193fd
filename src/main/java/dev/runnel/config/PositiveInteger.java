package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** At least one. */
@RegisterForReflection
public record PositiveInteger() implements Converter<Integer> {

    private static final Minimum<Integer> BOUND = new Minimum<>(Integer::valueOf, 1, "1");

    @Override
    public Integer convert(String value) {
        return BOUND.read(value);
    }
}
