package dev.runnel.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param quick whether everything is only tried: the JVM is still cold then
 * @param warmUpSeconds until what is measured is compiled
 * @param serviceWarmUpSeconds the same for the service before its streams: on two processors the compiler is busy for
 *     two minutes, beside the work, until a reply's beginning is as fast as it stays
 * @param windowSeconds over which CPU, garbage and transit times are taken
 * @param probes how many first tokens are timed, each against the provider called directly
 * @param burstSeconds of the burst; 0 for none
 * @param retentionSeconds how long the service keeps replies and conversations, which the memory after a burst has to
 *     wait for
 */
record Plan(
        boolean quick,
        List<Mode> modes,
        List<Level> levels,
        int warmUpSeconds,
        int serviceWarmUpSeconds,
        int windowSeconds,
        int probes,
        int burstSeconds,
        int retentionSeconds) {

    /** Streams are opened as fast as a busy site's: ten seconds of it fill the smaller levels. */
    static final int STREAMS_PER_SECOND = 250;

    /**
     * {@code -Dbench.quick} tries everything for a moment; {@code -Dbench.modes}, {@code -Dbench.streams} and
     * {@code -Dbench.warmup} choose.
     */
    static Plan ofSystemProperties() {
        boolean quick = !System.getProperty("bench.quick", "false").equals("false");
        List<Mode> modes = Arrays.stream(
                        option("bench.modes", quick ? "EVERYTHING" : "IN_PROCESS,IMMEDIATE,REDIS,EVERYTHING")
                                .split(","))
                .map(Mode::valueOf)
                .toList();
        List<Level> levels = Arrays.stream(
                        option("bench.streams", quick ? "100" : "100,1000,5000").split(","))
                .map(Integer::parseInt)
                .map(Plan::level)
                .toList();
        int serviceWarmUp = Integer.parseInt(option("bench.warmup", quick ? "4" : "150"));
        return quick
                ? new Plan(true, modes, levels, 4, serviceWarmUp, 4, 30, 0, 0)
                : new Plan(false, modes, levels, 40, serviceWarmUp, 20, 300, 60, 60);
    }

    private static String option(String name, String byDefault) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? byDefault : value;
    }

    /**
     * Ten tokens a second from each stream, but no more in all than what two processors can send, pass on and receive
     * without falling behind: beyond that only the length of queues would be measured.
     */
    private static Level level(int streams) {
        return new Level(streams, Math.max(100, streams / 10));
    }
}
