package dev.runnel.storm;

import java.time.Duration;

/** A stretch of the storm's time. */
record Span(Duration from, Duration to) {

    boolean meets(Span other) {
        return from.compareTo(other.to) <= 0 && other.from.compareTo(to) <= 0;
    }

    Span andThen(Duration more) {
        return new Span(from, to.plus(more));
    }

    static String seconds(Duration time) {
        return "%.2f s".formatted(time.toMillis() / 1000.0);
    }

    @Override
    public String toString() {
        return seconds(from) + " – " + seconds(to);
    }
}
