package dev.runnel.bench;

import dev.runnel.storm.Schedule;
import dev.runnel.storm.StormPlan;
import dev.runnel.storm.StormReport;
import dev.runnel.storm.StormRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Some minutes of everything that can go wrong with pods and Redis, at random: no viewer may have read what the
 * transcript does not have. {@code -Dbench.seed} draws the same storm again.
 */
final class Storm {

    private Storm() {}

    public static void main(String[] arguments) throws IOException {
        long seed = Long.getLong("bench.seed", RandomGenerator.getDefault().nextLong(1_000_000));
        StormPlan plan = StormPlan.ofMinutes(Integer.getInteger("bench.minutes", 5), seed);
        System.out.println("Storm of seed " + seed + "\n" + Schedule.draw(plan));
        StormReport report = StormRun.endure(plan);
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(Path.of("target/bench/storm.md"), report.toString());
        System.out.println(report);
        System.exit(report.isSound() ? 0 : 1);
    }
}
