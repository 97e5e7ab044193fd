package dev.runnel.bench;

import java.util.Arrays;

/** Times in microseconds, and what they come to. Not for use by several threads at once. */
final class Samples {

    /**
     * What a set of samples comes to, in milliseconds; all 0 when there are none.
     *
     * @param count how many samples there were
     */
    record Summary(int count, double p50, double p99, double max) {}

    private long[] values = new long[1024];
    private int size;

    void add(long micros) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = micros;
    }

    Summary summary() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return new Summary(size, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double quantile) {
        int index = Math.min(sorted.length - 1, (int) (sorted.length * quantile));
        return sorted.length == 0 ? 0 : sorted[index] / 1000.0;
    }
}
