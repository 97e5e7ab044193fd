package dev.runnel.bench;

import io.vertx.core.http.HttpMethod;

/** What a service has compressed so far, on streams and on sockets, by its own metrics. */
record CompressedBytes(long before, long after) {

    static CompressedBytes of(Load load, Target target) {
        String metrics = load.ask(target, HttpMethod.GET, "/q/metrics");
        return new CompressedBytes(sum(metrics, "before"), sum(metrics, "after"));
    }

    private static long sum(String metrics, String stage) {
        return metrics.lines()
                .filter(line -> line.matches("runnel_(stream|socket)_compression_bytes_total\\{.*\"" + stage + "\".*"))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ')))))
                .sum();
    }

    CompressedBytes since(CompressedBytes earlier) {
        return new CompressedBytes(before - earlier.before, after - earlier.after);
    }
}
