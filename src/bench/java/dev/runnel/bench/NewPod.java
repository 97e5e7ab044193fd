package dev.runnel.bench;

import dev.runnel.redis.TestRedis;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A thousand replies within one second of readiness, on a pod whose code has not run yet. Late is allowed, and so is a
 * refusal that says when to try again. But no reply may be lost, another pod must have all of each, and a busy pod must
 * not take Redis for away.
 */
final class NewPod implements AutoCloseable {

    private static final int REPLIES = 1_000;
    private static final int PER_SECOND = 1_000;
    private static final int READ_AGAIN_PER_SECOND = 200;
    private static final ScriptedReply ORDER = ScriptedReply.of(50, 100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REFUSED = "status 503, try again";

    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final Load load = new Load();
    private final List<String> rows = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Path.of("target/bench"));
        Service.train();
        boolean sound;
        try (NewPod newPod = new NewPod()) {
            sound = newPod.measure();
        }
        System.exit(sound ? 0 : 1);
    }

    private boolean measure() throws IOException {
        boolean sound = true;
        try (Service other = start()) {
            for (int round = 0; round < rounds; round++) {
                sound &= rush(other);
            }
        }
        String page = "# " + REPLIES + " replies within one second of readiness\n\n"
                + "| ready after | whole | wrong | refused | other failures | whole at another pod | first token p50 / p99 / max "
                + "| without Redis |\n|" + " --- |".repeat(8) + "\n"
                + String.join("\n", rows) + "\n\n" + (sound ? "Sound." : "Not sound.") + "\n";
        Files.writeString(Path.of("target/bench/new-pod.md"), page);
        System.out.println(page);
        return sound;
    }

    private Service start() {
        return Service.start(Mode.REDIS, model.port(), redis.url(), Map.of());
    }

    private boolean rush(Service other) {
        Tally tally = new Tally();
        Tally logged = new Tally();
        double ready;
        double degraded;
        try (Service pod = start()) {
            ready = pod.startup().toMillis();
            Map<String, Viewer> viewers = new LinkedHashMap<>();
            for (int i = 0; i < REPLIES; i++) {
                Viewer viewer = new Viewer(ORDER, tally);
                String user = load.newUser();
                viewers.put(user, viewer);
                load.follow(pod.target(), ORDER, user, viewer);
                Pause.millis((i + 1) * 1000L / PER_SECOND - i * 1000L / PER_SECOND);
            }
            Pause.until(() -> tally.open.get() == 0, PATIENCE);
            viewers.forEach((user, viewer) -> {
                if (!viewer.replyId().isEmpty()) {
                    load.replay(other.target(), user, viewer.replyId(), new Viewer(ORDER, logged));
                    Pause.millis(1000 / READ_AGAIN_PER_SECOND);
                }
            });
            Pause.until(() -> logged.open.get() == 0, PATIENCE);
            degraded = degradedSeconds(pod);
        }
        Map<String, Integer> failures = tally.failures();
        int refused = failures.getOrDefault(REFUSED, 0);
        failures.remove(REFUSED);
        rows.add("| %.0f ms | %d | %d | %d | %s | %d | %s | %.1f s |"
                .formatted(
                        ready,
                        tally.complete.get(),
                        tally.wrong.get(),
                        refused,
                        failures.isEmpty() ? "–" : failures,
                        logged.complete.get(),
                        Report.times(tally.takeFirstToken()),
                        degraded));
        System.out.println(rows.getLast());
        return tally.complete.get() + refused == REPLIES
                && logged.complete.get() == tally.complete.get()
                && degraded == 0;
    }

    private double degradedSeconds(Service pod) {
        return load.ask(pod.target(), HttpMethod.GET, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("runnel_ledger_degraded_seconds_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        load.close();
        redis.close();
        model.close();
    }
}
