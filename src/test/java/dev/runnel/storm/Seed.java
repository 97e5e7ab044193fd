package dev.runnel.storm;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Everything that a storm draws comes from here: each purpose and number has a sequence of its own, however threads run. */
public record Seed(long value) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    RandomGenerator random(String purpose, long number) {
        return new SplittableRandom(value * GOLDEN ^ purpose.hashCode() * 31L ^ (number + 1) * GOLDEN * 7);
    }

    /** Of a list of alternatives, each as likely as its weight. */
    static int weighted(RandomGenerator random, int... weights) {
        int left = random.nextInt(IntStream.of(weights).sum());
        int choice = 0;
        while (left >= weights[choice]) {
            left -= weights[choice++];
        }
        return choice;
    }
}
