package dev.runnel.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * The same piece of work again and again, to see how fast the machine is just now. One that is shared with others can
 * be half as fast an hour later, or ten minutes; figures of which that is true are not to be compared.
 */
final class MachineSpeed {

    private static final int NUMBERS = 1_000_000;
    private static final int TIMES = 9;

    private final int[] numbers = new Random(1).ints(NUMBERS).toArray();

    MachineSpeed() {
        measure();
    }

    /** How long one thread takes for it, in milliseconds: the median of several times. */
    double measure() {
        Samples samples = new Samples();
        for (int i = 0; i < TIMES; i++) {
            int[] unsorted = numbers.clone();
            long begun = System.nanoTime();
            Arrays.sort(unsorted);
            samples.add((System.nanoTime() - begun) / 1000);
        }
        return samples.summary().p50();
    }
}
