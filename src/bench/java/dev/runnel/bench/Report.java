package dev.runnel.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured, as people and as programs read it. */
record Report(Plan plan, Results results) {

    static Report of(Plan plan, Results results) {
        results.steady().sort(Comparator.comparingInt(Steady::streams));
        return new Report(plan, results);
    }

    /** The tables. */
    String tables() {
        List<String> tables = new ArrayList<>();
        tables.add(Table.of("Streaming")
                .head("", "streams", "tokens/s", "whole", "wrong", "failed", "machine", "CPU/token", "garbage/token")
                .head("transit p50 / p99 / max", "heap/stream", "resident/stream", "Redis/token", "Redis/reply")
                .rows(results.steady(), this::steady));
        tables.add(Table.of("Time to first token")
                .head("", "streams", "p50 / p99 / max", "provider directly", "added p50 / p99")
                .rows(results.steady(), this::firstToken));
        tables.add(Table.of("Without the service")
                .head("", "streams", "tokens", "wrong", "machine", "CPU/token", "garbage/token")
                .rows(results.layers(), this::layered));
        tables.add(Table.of("Without streaming")
                .head("", "requests/s", "failed", "machine", "CPU/request", "p50 / p99 / max", "provider directly")
                .rows(results.whole(), this::whole));
        tables.add(Table.of("Burst: 200 new streams a second for " + plan.burstSeconds() + " s")
                .head("", "streams", "whole", "wrong", "failed", "first token p50 / p99 / max")
                .head("heap before → after", "resident before → peak → after")
                .rows(results.bursts(), this::burst));
        tables.add(Table.of("Start")
                .head("", "ready after", "resident", "heap", "threads")
                .rows(results.starts(), this::start));
        return tables.stream().filter(table -> !table.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** CPU per token, in SVG. */
    String plot() {
        return new Plot(results.steady()).svg();
    }

    String json() {
        return JsonObject.mapFrom(results).encodePrettily();
    }

    /** The service with most of it switched on, under the most load: the row that the summary tells of. */
    Optional<Steady> summarized() {
        return results.steady().stream()
                .filter(row -> row.subject().startsWith(Mode.EVERYTHING.subject()))
                .reduce((first, second) -> second);
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

    static String times(Samples.Summary times) {
        return number("%.2f", times.p50()) + number(" / %.2f", times.p99()) + number(" / %.1f ms", times.max());
    }

    static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
