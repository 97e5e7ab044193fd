package dev.runnel.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.runnel.redis.TestRedis;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As many conversations on event streams and on sockets, plain and compressed, in one process of the service: what a token
 * costs, and what a conversation takes. {@code -Dbench.sockets} and {@code -Dbench.conversations} (of each socket) choose
 * how many.
 */
final class Sockets implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target/bench");
    /** Together no more tokens than two processors can send, pass on and receive. */
    private static final int TOKENS_PER_SECOND = 10_000;

    private static final int RETENTION_SECONDS = 5;
    /** What the service opens beside: its own, and connections of the row before that are about to be closed. */
    private static final int OTHER_FILES = 1_000;

    private final int sockets = option("bench.sockets", 1_000);
    private final int conversations = option("bench.conversations", 10);
    private final int streams = sockets * conversations;
    private final Level level = new Level(streams, Math.max(100, streams * 1000 / TOKENS_PER_SECOND));
    private final Plan plan = Plan.ofSystemProperties();
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final Load load = Load.uncompressed();
    private final SteadyRun steady = new SteadyRun(plan, load, Target.ofProvider(model.port()), new MachineSpeed());
    private final List<SocketRow> rows = new ArrayList<>();

    private static int option(String name, int otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : Integer.parseInt(value);
    }

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(DIRECTORY);
        Conditions conditions = Conditions.now(Plan.ofSystemProperties());
        Service.train();
        try (Sockets benchmark = new Sockets()) {
            benchmark.measure();
            new SocketSection(benchmark.sockets, benchmark.conversations, benchmark.rows, conditions).write(DIRECTORY);
        }
        System.exit(0);
    }

    private void measure() {
        String most = Integer.toString(2 * streams + 1_000);
        // Replies of the row before are still remembered as running while the next one begins.
        Map<String, String> settings = Map.of(
                "RUNNEL_STREAM_COMPRESSION",
                "true",
                "RUNNEL_SOCKET_COMPRESSION",
                "true",
                "RUNNEL_LIMIT_POD_REPLIES",
                most,
                "RUNNEL_PROVIDER_MAX_CONNECTIONS",
                most,
                "RUNNEL_REPLY_RETENTION",
                RETENTION_SECONDS + "s");
        try (Service service = Service.start(Mode.REDIS, model.port(), redis.url(), settings)) {
            steady.warmUp(service.target(), plan.serviceWarmUpSeconds());
            List<Runnable> subjects = List.of(
                    () -> onStreams("event streams", service, Load.uncompressed()),
                    () -> onStreams("event streams, gzip", service, new Load()),
                    () -> onSockets(sockets + " sockets", service, false),
                    () -> onSockets(sockets + " sockets, deflate", service, true));
            // There and back: whatever a row leaves to the next one, each has as much of it.
            Stream.of(subjects, subjects.reversed()).flatMap(List::stream).forEach(subject -> {
                forgetEndedReplies(service);
                subject.run();
            });
        }
    }

    /** Kept replies would fill the heap, and each row would pay for those of the rows before. */
    private void forgetEndedReplies(Service service) {
        Pause.seconds(RETENTION_SECONDS + 1);
        steady.warmUp(service.target(), 1);
    }

    /** @param viewers are closed: idle connections would leave no room for those of the next row */
    private void onStreams(String title, Service service, Load viewers) {
        int alone = alone(streams);
        try (viewers;
                Load others = viewers.onHttp2()) {
            measure(title, service, tally -> {
                others.open(service.target(), level.order(), streams - alone, Plan.STREAMS_PER_SECOND, tally);
                viewers.open(service.target(), level.order(), alone, Plan.STREAMS_PER_SECOND, tally);
            });
        }
    }

    /**
     * How many of so many streams may have a connection of their own: each has one to the provider, and a process may open
     * so many files only. The others share some connections of HTTP/2.
     */
    static int alone(int streams) {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.clamp(system.getMaxFileDescriptorCount() - OTHER_FILES - streams, 0, streams);
    }

    private void onSockets(String title, Service service, boolean compressed) {
        SocketLoad viewers = new SocketLoad(load, compressed);
        measure(
                title,
                service,
                tally -> viewers.open(
                        service.target(), level.order(), sockets, conversations, Plan.STREAMS_PER_SECOND, tally));
    }

    private void measure(String title, Service service, SteadyRun.Opening opening) {
        Subject subject = new Subject(title, service.target(), Optional.of(service.inspector()), Optional.of(redis));
        CompressedBytes before = CompressedBytes.of(load, service.target());
        Steady measured = steady.measure(subject, level, opening);
        SocketRow row = new SocketRow(
                measured, CompressedBytes.of(load, service.target()).since(before));
        rows.add(row);
        System.out.println(row);
    }

    @Override
    public void close() {
        load.close();
        redis.close();
        model.close();
    }
}
