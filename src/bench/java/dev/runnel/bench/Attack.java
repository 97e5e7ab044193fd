package dev.runnel.bench;

import dev.runnel.attack.Malformed;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Half an hour of attacks by clients without a token or with one, on a process as small as it may be: made-up names,
 * malformed requests, floods of questions, reads and connections. In the end it must live, be well, have given back what
 * it took, and have woken nobody.
 */
final class Attack implements AutoCloseable {

    private static final String SMALL = "-Xmx128m -XX:+UseSerialGC";
    private static final Path LOG = Path.of("target/bench/service.log");

    /** One connection of the attack that ended a process of this size sent eight times as many. */
    private static final int NAMES = 10_000;

    private static final int READS = 3_000;
    private static final int QUESTIONS = 300;
    private static final int CONNECTIONS = 300;

    /** Series of a process that serves everything it can serve. */
    private static final long MAX_METRIC_LINES = 3_000;

    private static final double MAX_GROWTH = 1.25;

    private final int minutes = Integer.getInteger("bench.minutes", 30);
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final List<String> wrong = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(LOG.getParent());
        Files.deleteIfExists(LOG);
        if (System.getProperty("bench.jvm", "").isBlank()) {
            System.setProperty("bench.jvm", SMALL);
        }
        List<String> wrong;
        try (Attack attack = new Attack()) {
            wrong = attack.endure();
        }
        List<String> report = wrong.isEmpty() ? List.of("held") : wrong;
        Files.write(Path.of("target/bench/attack.md"), report);
        report.forEach(System.out::println);
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private List<String> endure() throws IOException {
        Map<String, String> settings =
                Map.of("RUNNEL_REPLY_RETENTION", "10s", "RUNNEL_SESSION_TTL", "10s", "RUNNEL_HISTORY_TTL", "0s");
        try (Service service = Service.start(Mode.REDIS, model.port(), redis.url(), settings)) {
            int port = service.target().port();
            round(port);
            ProcessStats before = settled(service);
            long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
            while (System.nanoTime() < end && wrong.isEmpty()) {
                round(port);
            }
            ProcessStats after = settled(service);
            look(port, before, after);
        }
        return wrong;
    }

    private static ProcessStats settled(Service service) {
        Pause.seconds(30);
        return service.inspector().lookAfterCollection();
    }

    private void round(int port) {
        madeUpNames(port);
        malformed(port);
        floods(port);
        connections(port);
    }

    private void madeUpNames(int port) {
        try (RawConnection connection = RawConnection.to(port)) {
            for (int i = 0; i < NAMES; i++) {
                connection.send("M" + UUID.randomUUID() + " /api/conversation/" + UUID.randomUUID()
                        + " HTTP/1.1\r\nHost: a\r\n\r\n");
                check(connection.answer().isPresent(), "a made-up method was not answered");
            }
        }
    }

    private void malformed(int port) {
        for (Malformed.Request request : Malformed.requests("", "attacker")) {
            Optional<Answer> answer = RawConnection.ask(port, request.bytes());
            check(
                    answer.isPresent() && answer.get().status() >= 400 && isOurs(answer.get()),
                    request.name() + " was answered by " + answer);
        }
    }

    private static boolean isOurs(Answer answer) {
        return answer.body().contains("\"code\":")
                && Stream.of("<html", "Error id").noneMatch(answer.body()::contains);
    }

    private void floods(int port) {
        String user = "user-" + UUID.randomUUID();
        try (RawConnection connection = RawConnection.to(port)) {
            for (int i = 0; i < READS; i++) {
                connection.send("GET /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\n\r\n");
                check(connection.answer().isPresent(), "a list was not answered");
            }
            String body = "{\"message\":\"Hi\"}";
            for (int i = 0; i < QUESTIONS; i++) {
                connection.send("POST /api/conversation/" + user
                        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
                check(connection.answer().isPresent(), "a question was not answered");
            }
        }
    }

    private static void connections(int port) {
        List<RawConnection> held = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            held.add(RawConnection.to(port));
        }
        held.forEach(RawConnection::close);
    }

    private void look(int port, ProcessStats before, ProcessStats after) throws IOException {
        Optional<Answer> health = ask(port, "/q/health");
        check(health.isPresent() && health.get().status() == 200, "health says " + health);
        long series = ask(port, "/q/metrics")
                .map(metrics -> metrics.body().lines().count())
                .orElse(Long.MAX_VALUE);
        check(series < MAX_METRIC_LINES, series + " lines of metrics");
        check(
                after.heapBytes() < MAX_GROWTH * before.heapBytes(),
                "the heap grew from " + before.heapBytes() + " to " + after.heapBytes());
        check(
                after.descriptors() < before.descriptors() + CONNECTIONS / 10,
                "open files grew from " + before.descriptors() + " to " + after.descriptors());
        try (Stream<String> log = Files.lines(LOG)) {
            long traces = log.filter(line -> line.contains("\"level\":\"ERROR\"") && line.contains("\"exception\""))
                    .count();
            check(traces == 0, traces + " errors with a stack trace in " + LOG);
        }
    }

    private static Optional<Answer> ask(int port, String path) {
        return RawConnection.ask(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    @Override
    public void close() {
        model.close();
        redis.close();
    }
}
