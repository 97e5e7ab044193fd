package dev.runnel.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was measured, as people and as programs read it. */
record Report(Plan plan, Results results) {

    static Report of(Plan plan, Results results) {
        results.steady().sort(Comparator.comparingInt(Steady::streams));
        return new Report(plan, results);
    }

    /** Writes {@code report.md}, {@code report.json} and {@code cpu.svg}. */
    void write(Path directory) throws IOException {
        String text = markdown();
        Files.writeString(directory.resolve("report.md"), text);
        Files.writeString(
                directory.resolve("report.json"), JsonObject.mapFrom(results).encodePrettily());
        Files.writeString(directory.resolve("cpu.svg"), new Plot(results.steady()).svg());
        System.out.println(text);
    }

    private String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(conditions());
        lines.add(Table.of("Streaming")
                .head("", "streams", "tokens/s", "whole", "wrong", "failed", "machine", "CPU/token", "garbage/token")
                .head("transit p50 / p99 / max", "heap/stream", "resident/stream", "Redis/token", "Redis/reply")
                .rows(results.steady(), this::steady));
        lines.add(Table.of("Time to first token")
                .head("", "streams", "p50 / p99 / max", "provider directly", "added p50 / p99")
                .rows(results.steady(), this::firstToken));
        lines.add(Table.of("Without the service")
                .head("", "streams", "tokens", "wrong", "machine", "CPU/token", "garbage/token")
                .rows(results.layers(), this::layered));
        lines.add(Table.of("Without streaming")
                .head("", "requests/s", "failed", "machine", "CPU/request", "p50 / p99 / max", "provider directly")
                .rows(results.whole(), this::whole));
        lines.add(Table.of("Burst: 200 new streams a second for " + plan.burstSeconds() + " s")
                .head("", "streams", "whole", "wrong", "failed", "first token p50 / p99 / max")
                .head("heap before → after", "resident before → peak → after")
                .rows(results.bursts(), this::burst));
        lines.add(Table.of("Start")
                .head("", "ready after", "resident", "heap", "threads")
                .rows(results.starts(), this::start));
        return String.join("\n", lines);
    }

    private String conditions() {
        return "# Benchmark\n\n" + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + "; the service runs with `"
                + Service.jvmOptions()
                + "` and an ahead-of-time cache, as in its image. Load, provider and Redis share the processors with it. Warm-up "
                + plan.serviceWarmUpSeconds() + " s, window " + plan.windowSeconds() + " s, " + plan.probes()
                + " first tokens. Machine: how long the same piece of work took beside each row; figures compare as well as"
                + " these are alike.\n";
    }

    private List<String> steady(Steady row) {
        return List.of(
                row.subject(),
                "" + row.streams(),
                "" + row.tokensPerSecond(),
                "" + row.complete(),
                "" + row.wrong(),
                "" + row.failed(),
                number("%.1f ms", row.machineMillis()),
                number("%.1f µs", row.cpuMicros()),
                number("%.0f B", row.garbageBytes()),
                times(row.transit()),
                number("%.1f KiB", row.heapKib()),
                number("%.1f KiB", row.residentKib()),
                number("%.3f", row.redisPerToken()),
                number("%.1f", row.redisPerReply()));
    }

    private List<String> firstToken(Steady row) {
        return List.of(
                row.subject(),
                "" + row.streams(),
                times(row.firstToken()),
                times(row.firstTokenDirect()),
                number("%.2f", row.addedP50()) + number(" / %.2f ms", row.addedP99()));
    }

    private List<String> layered(Layered row) {
        return List.of(
                row.subject(),
                "" + row.streams(),
                "" + row.tokens(),
                "" + row.wrong(),
                number("%.1f ms", row.machineMillis()),
                number("%.1f µs", row.cpuMicros()),
                number("%.0f B", row.garbageBytes()));
    }

    private List<String> whole(Whole row) {
        return List.of(
                row.subject(),
                number("%.0f", row.requestsPerSecond()),
                "" + row.failed(),
                number("%.1f ms", row.machineMillis()),
                number("%.2f ms", row.cpuMillis()),
                times(row.latency()),
                times(row.latencyDirect()));
    }

    private List<String> burst(Burst row) {
        return List.of(
                row.subject(),
                "" + row.streams(),
                "" + row.complete(),
                "" + row.wrong(),
                row.failures().toString(),
                times(row.firstToken()),
                number("%.1f", row.heapIdleMib()) + number(" → %.1f MiB", row.heapAfterMib()),
                number("%.0f", row.residentIdleMib())
                        + number(" → %.0f", row.residentPeakMib())
                        + number(" → %.0f MiB", row.residentAfterMib()));
    }

    private List<String> start(Start row) {
        return List.of(
                row.subject(),
                number("%.0f ms", row.readyMillis()),
                number("%.0f MiB", row.residentMib()),
                number("%.1f MiB", row.heapMib()),
                "" + row.threads());
    }

    private static String times(Samples.Summary times) {
        return number("%.2f", times.p50()) + number(" / %.2f", times.p99()) + number(" / %.1f ms", times.max());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
