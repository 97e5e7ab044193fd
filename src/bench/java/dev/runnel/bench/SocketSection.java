package dev.runnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The section on sockets of the page on the benchmark, which the benchmark of the rest leaves as it is. */
record SocketSection(int sockets, int conversations, List<SocketRow> rows, Conditions conditions) {

    private static final String BEGIN = "<!-- Written by the benchmark of sockets: -Dbench.publish -->\n";
    private static final String END = "<!-- End of sockets -->\n";

    /** Writes {@code sockets.md}; with {@code -Dbench.publish} also to {@code docs}. */
    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("sockets.md"), text());
        if (!System.getProperty("bench.publish", "false").equals("false")) {
            Path page = Path.of("docs/benchmark.md");
            String all = Files.readString(page);
            String before = all.replace(of(all), "").stripTrailing();
            Files.writeString(page, before + "\n\n" + text());
        }
        System.out.println(text());
    }

    /** The section as it stands in a page; empty if it has none. */
    static String of(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        return begin < 0 || end < begin ? "" : page.substring(begin, end + END.length());
    }

    private String text() {
        return String.join(
                "\n",
                BEGIN,
                Table.of("Sockets")
                        .head("", "conversations", "tokens/s", "whole", "wrong", "failed", "machine", "CPU/token")
                        .head("garbage/token", "transit p50 / p99 / max", "heap/conversation")
                        .head("resident/conversation", "bytes left")
                        .rows(rows, SocketSection::cells),
                """
                - %s.
                - %d sockets with %d conversations each, beside as many event streams, one row after the other in one process
                  with Redis, warmed up for %d s; then once more in the opposite order.
                - %d of the event streams have a connection of their own. The rest share connections of HTTP/2: each stream has
                  another connection to the provider, and a process may open so many files only.
                - **bytes left**: what compression leaves of a hundred bytes of events.

                ```shell
                ./mvnw -Pbench verify -Dbench.main=dev.runnel.bench.Sockets -Dbench.sockets=%d
                ```
                """.formatted(
                                Conditions.capitalized(conditions.run()),
                                sockets,
                                conversations,
                                conditions.plan().serviceWarmUpSeconds(),
                                Sockets.alone(sockets * conversations),
                                sockets),
                END);
    }

    private static List<String> cells(SocketRow row) {
        Steady steady = row.steady();
        return List.of(
                steady.subject(),
                "" + steady.streams(),
                "" + steady.tokensPerSecond(),
                "" + steady.complete(),
                "" + steady.wrong(),
                "" + steady.failed(),
                Report.number("%.1f ms", steady.machineMillis()),
                Report.number("%.1f µs", steady.cpuMicros()),
                Report.number("%.0f B", steady.garbageBytes()),
                Report.times(steady.transit()),
                Report.number("%.1f KiB", steady.heapKib()),
                Report.number("%.1f KiB", steady.residentKib()),
                Report.number("%.0f", row.percent()));
    }
}
