package dev.runnel.storm;

import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * What a user does while a reply runs; drawn from the seed.
 *
 * @param after how long after the reply is known
 * @param withdraws whether the message is taken back a moment later
 */
record Interjection(Kind kind, Duration after, boolean withdraws) {

    enum Kind {
        NONE,
        QUEUE,
        STEER,
        INTERRUPT;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Interjection draw(RandomGenerator random) {
        Kind kind = Kind.values()[Seed.weighted(random, 50, 20, 20, 10)];
        Duration after = Duration.ofMillis(random.nextLong(100, 2_500));
        return new Interjection(kind, after, kind == Kind.QUEUE && random.nextInt(4) == 0);
    }
}
