package dev.runnel.storm;

import java.time.Duration;

/**
 * How much of a storm there is to be.
 *
 * @param length for how long faults happen and questions are asked
 * @param users who talk at the same time; each has one reply running at most
 * @param pace what the provider takes for a word at least; at most twice as long
 * @param lease of the pods; pauses are drawn around it
 * @param redisTimeout of the pods
 * @param podGap between two faults of pods, on average
 * @param redisGap between two faults of Redis, on average
 * @param patient whether to wait in the end until the slots of killed pods have freed themselves
 */
public record StormPlan(
        Seed seed,
        Duration length,
        int pods,
        int users,
        Duration pace,
        Duration lease,
        Duration redisTimeout,
        Duration podGap,
        Duration redisGap,
        boolean patient) {

    /** A long one, with the times that pods have by default. */
    public static StormPlan ofMinutes(int minutes, long seed) {
        return new StormPlan(
                new Seed(seed),
                Duration.ofMinutes(minutes),
                3,
                28,
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(6),
                Duration.ofSeconds(24),
                true);
    }

    /**
     * One for every build: some seconds, few readers, a short lease, so that there is time for takeovers, and patience
     * with Redis, so that a busy machine is no outage. Redis itself stays well: what a build promises without exception.
     */
    static StormPlan brief(long seed) {
        return new StormPlan(
                new Seed(seed),
                Duration.ofSeconds(20),
                3,
                12,
                Duration.ofMillis(25),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                false);
    }

    /** Until then pods may warm up, and users begin, not all at the same moment. */
    Duration calm() {
        return Duration.ofSeconds(Math.clamp(length.toSeconds() / 8, 2, 8));
    }
}
