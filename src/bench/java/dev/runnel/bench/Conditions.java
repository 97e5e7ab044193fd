package dev.runnel.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Under what conditions a run was made.
 *
 * @param load how many threads wanted a processor in the minute before, on average; negative where the system does not
 * say
 */
record Conditions(Plan plan, LocalDate date, String commit, double load) {

    static Conditions now(Plan plan) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Conditions(plan, LocalDate.now(ZoneOffset.UTC), currentCommit(), load);
    }

    /** In one line, for whoever quotes a figure. */
    String run() {
        return (plan.quick() ? "quick run" : "run") + " of " + date + ", commit `" + commit + "`"
                + (isBusy() ? ", on a machine that was busy with other work" : "");
    }

    private boolean isBusy() {
        return load > processors() / 2.0;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    String text() {
        return String.join("\n", "- " + capitalized(run()) + ".", plan.quick() ? QUICK : WHOLE, """
                - %d processors, Java %d, %s. %.1f threads wanted a processor when it began.
                - The service ran with `%s` and an ahead-of-time cache, as in its image.
                - Load, provider and Redis shared the processors with it. CPU is that of the service's process alone.
                - Warm-up of the service %d s, window %d s, %d first tokens.
                """.formatted(
                        processors(),
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        load,
                        Service.jvmOptions(),
                        plan.serviceWarmUpSeconds(),
                        plan.windowSeconds(),
                        plan.probes()));
    }

    private static final String QUICK =
            "- A quick run has windows of some seconds after a short warm-up, so CPU and times are higher"
                    + " than those of\n  a pod that has worked for some minutes.";
    private static final String WHOLE = "- It was a whole run: the service had worked for some minutes before.";

    static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String currentCommit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException e) {
            // Sources without their history can be measured, too.
            return "unknown";
        }
    }
}
