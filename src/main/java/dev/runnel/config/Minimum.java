package dev.runnel.config;

import java.util.function.Function;

/**
 * A type with a lower bound. Its exceptions are reported with the setting's name and value, together with all other
 * errors of the configuration.
 *
 * @param name the minimum, as an operator would write it
 */
record Minimum<T extends Comparable<T>>(Function<String, T> type, T least, String name) {

    /** Null for an empty value, which the framework reports as missing. */
    T read(String value) {
        String trimmed = value.trim();
        if (trimmed.isEmpty()) {
            return null;
        }
        T read = parse(trimmed);
        if (read.compareTo(least) < 0) {
            throw new IllegalArgumentException("must be at least " + name);
        }
        return read;
    }

    private T parse(String value) {
        try {
            return type.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }
}
