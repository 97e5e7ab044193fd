package dev.runnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The page on the benchmark, which nobody writes by hand, and the figures that the README quotes from it. */
record Page(Report report, Conditions conditions) {

    private static final String BEGIN = "<!-- Written by the benchmark: -Dbench.publish -->\n";
    private static final String END = "<!-- End -->";

    /**
     * Writes {@code benchmark.md}, its plot and the same figures for programs; with {@code -Dbench.publish} also {@code
     * docs}.
     */
    void write(Path directory) throws IOException {
        write(directory, text());
        Files.writeString(directory.resolve("report.json"), report.json());
        if (!System.getProperty("bench.publish", "false").equals("false")) {
            Path page = Path.of("docs/benchmark.md");
            String sockets = SocketSection.of(Files.readString(page));
            write(Path.of("docs"), text());
            Files.writeString(page, text() + (sockets.isEmpty() ? "" : "\n" + sockets));
            Path readme = Path.of("README.md");
            Files.writeString(readme, quoted(Files.readString(readme)));
        }
        System.out.println(text());
    }

    private void write(Path directory, String text) throws IOException {
        Files.writeString(directory.resolve("benchmark.md"), text);
        Files.writeString(directory.resolve("benchmark.svg"), report.plot());
    }

    private String text() {
        return String.join(
                "\n",
                "# Benchmark\n",
                BEGIN,
                "The benchmark of this project has written this page, with every figure on it.\n",
                "## In short\n",
                summary(),
                "## Conditions\n",
                conditions.text(),
                "![CPU per token as bars](benchmark.svg)\n",
                COLUMNS,
                report.tables(),
                LIMITS,
                RUN,
                END + "\n");
    }

    /** Five figures at most: who wants more reads the tables. */
    private String summary() {
        return report.summarized()
                .map(row -> String.format(
                        Locale.ROOT,
                        """
                        With Redis and insight, at %,d streams, which carry %,d tokens a second together:

                        | CPU per token | Heap per stream | Added to the first token, median | Provider to viewer, p99 | Streams wrong or failed |
                        | --- | --- | --- | --- | --- |
                        | %s | %s | %s | %s | %d of %d |
                        """,
                        row.streams(),
                        row.tokensPerSecond(),
                        Report.number("%.0f µs", row.cpuMicros()),
                        Report.number("%.0f KiB", row.heapKib()),
                        Report.number("%.1f ms", row.addedP50()),
                        Report.number("%.1f ms", row.transit().p99()),
                        row.wrong() + row.failed(),
                        row.complete() + row.wrong() + row.failed()))
                .orElse("Redis and insight were not measured together in this run.\n");
    }

    private String quoted(String readme) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException("README.md has no place for the figures");
        }
        return readme.substring(0, begin) + BEGIN + "\n" + summary() + "\nFrom the " + conditions.run()
                + ": see [docs/benchmark.md](docs/benchmark.md).\n\n" + readme.substring(end);
    }

    private static final String COLUMNS = """
            ## What the columns mean

            - **machine**: how long the same piece of work took beside the row. Rows compare as well as these are alike.
            - **whole**, **wrong**, **failed**: streams that ended with every token in order; that lost, repeated or mixed up a
              token, or looked complete and were not; that were refused or ended with an error. Each token carries its number.
            - **transit**: from the provider to the viewer. Each token carries the time at which it was sent.
            - **heap/stream**: what is alive after a collection. **garbage/token**: what was allocated.
            - **Redis/token**: commands while streams run, those inside scripts counted. **Redis/reply**: those for a reply's
              beginning and end.
            - **byte proxy**: a program that only copies bytes, for comparison. **provider, directly**: without anything between.
            """;

    private static final String LIMITS = """
            ## Known limits

            - One machine runs everything. Its network is the loopback interface, and its processors are shared.
            - The provider is scripted: it sends tokens at an even pace, and each in an event of its own.
            - Few streams cost more per token than many, because each token then wakes a thread that has gone to sleep.
            - The JVM is measured here. The native image's figures are in [kubernetes.md](kubernetes.md#which-image).
            - Figures of two runs compare only if the machine was as fast in both.
            """;

    private static final String RUN = """
            ## Run it

            ```shell
            ./mvnw -Pbench verify
            ./mvnw -Pbench verify -Dbench.quick
            ./mvnw -Pbench verify -Dbench.publish
            ```

            The first takes about thirty-five minutes and writes to `target/bench`, the second about three. The third writes this
            page, too, and the figures in the README. `-Dbench.modes`, `-Dbench.streams`, `-Dbench.warmup` and `-Dbench.jvm` choose
            what is measured.

            The soak test runs for half an hour, with viewers that leave, come back and do not read, providers that fail in four
            ways, and a Redis that is killed twice. It fails when a reply was wrong, or when something is not given back:

            ```shell
            ./mvnw -Pbench verify -Dbench.main=dev.runnel.bench.Soak -Dbench.minutes=30
            ```

            A rush on a new pod: a thousand replies within one second of readiness. It fails when a reply is lost, when another pod
            has not all of each, or when the busy pod takes Redis for away:

            ```shell
            ./mvnw -Pbench verify -Dbench.main=dev.runnel.bench.NewPod -Dbench.rounds=5
            ```
            """;
}
