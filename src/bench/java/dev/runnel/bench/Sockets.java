package dev.runnel.bench;

import dev.runnel.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As many conversations once on event streams and once on sockets, in one process of the service: what a token costs, and
 * what a conversation takes. {@code -Dbench.sockets} and {@code -Dbench.conversations} (of each socket) choose how many.
 */
final class Sockets implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target/bench");
    /** Together no more tokens than two processors can send, pass on and receive. */
    private static final int TOKENS_PER_SECOND = 10_000;

    private final int sockets = Integer.getInteger("bench.sockets", 1_000);
    private final int conversations = Integer.getInteger("bench.conversations", 10);
    private final Plan plan = Plan.ofSystemProperties();
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final Load load = new Load();
    private final SteadyRun steady = new SteadyRun(plan, load, Target.ofProvider(model.port()), new MachineSpeed());

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(DIRECTORY);
        Service.train();
        try (Sockets benchmark = new Sockets()) {
            benchmark.measure();
        }
        System.exit(0);
    }

    private void measure() throws IOException {
        Mode mode = plan.modes().getLast();
        try (Service service = Service.start(mode, model.port(), redis.url(), Map.of())) {
            steady.warmUp(service.target(), plan.serviceWarmUpSeconds());
            int streams = sockets * conversations;
            Level level = new Level(streams, Math.max(100, streams * 1000 / TOKENS_PER_SECOND));
            Steady onStreams = steady.measure(subject("event streams", service), level);
            SocketLoad shared = new SocketLoad(load);
            Steady onSockets = steady.measure(
                    subject(sockets + " sockets", service),
                    level,
                    tally -> shared.open(
                            service.target(), level.order(), sockets, conversations, Plan.STREAMS_PER_SECOND, tally));
            report(List.of(onStreams, onSockets));
        }
    }

    private Subject subject(String title, Service service) {
        return new Subject(title, service.target(), Optional.of(service.inspector()), Optional.of(redis));
    }

    private static void report(List<Steady> rows) throws IOException {
        StringBuilder table = new StringBuilder("# Sockets\n\n"
                + "|  | conversations | tokens/s | whole | wrong | failed | CPU/token | garbage/token | transit p50 / p99 / max"
                + " | heap/conversation | resident/conversation |\n" + "|" + " --- |".repeat(11) + "\n");
        for (Steady row : rows) {
            table.append(
                    "| %s | %d | %d | %d | %d | %d | %.1f µs | %.0f B | %.2f / %.2f / %.1f ms | %.1f KiB | %.1f KiB |\n"
                            .formatted(
                                    row.subject(),
                                    row.streams(),
                                    row.tokensPerSecond(),
                                    row.complete(),
                                    row.wrong(),
                                    row.failed(),
                                    row.cpuMicros(),
                                    row.garbageBytes(),
                                    row.transit().p50(),
                                    row.transit().p99(),
                                    row.transit().max(),
                                    row.heapKib(),
                                    row.residentKib()));
        }
        System.out.println(table);
        Files.writeString(DIRECTORY.resolve("sockets.md"), table);
    }

    @Override
    public void close() {
        load.close();
        redis.close();
        model.close();
    }
}
