package dev.runnel.bench;

import dev.runnel.redis.TestRedis;
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
    private static final Duration RUSH = Duration.ofSeconds(1);
    private static final int READ_AGAIN_PER_SECOND = 200;
    private static final ScriptedReply ORDER = ScriptedReply.of(50, 100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path LOG = Path.of("target/bench/service.log");

    /**
     * What has come of one rush.
     *
     * @param sent how long it took to send all questions; longer in the first rush, when this process is new, too
     * @param logged replies of which another pod had every word
     * @param outages how often the pod has taken Redis for away
     */
    private record Rush(
            Duration ready,
            Duration sent,
            int complete,
            int wrong,
            Map<String, Integer> failures,
            int logged,
            Samples.Summary firstToken,
            long outages) {

        boolean isSound() {
            int refused = failures.getOrDefault(Viewer.REFUSED, 0);
            return complete > 0 && complete + refused == REPLIES && logged == complete && outages == 0;
        }

        List<String> cells() {
            return List.of(
                    ready.toMillis() + " ms",
                    sent.toMillis() + " ms",
                    "" + complete,
                    "" + wrong,
                    failures.isEmpty() ? "–" : failures.toString(),
                    "" + logged,
                    "" + outages,
                    Report.times(firstToken));
        }
    }

    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final Load load = new Load();

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
        List<Rush> rushes = new ArrayList<>();
        try (Service other = start()) {
            for (int round = 0; round < rounds; round++) {
                rushes.add(rush(other));
                System.out.println(rushes.getLast());
            }
        }
        boolean sound = !rushes.isEmpty() && rushes.stream().allMatch(Rush::isSound);
        String page = Table.of(REPLIES + " replies within one second of readiness")
                        .head("ready after", "sent in", "whole", "wrong", "failed", "whole at another pod")
                        .head("Redis taken for away", "first token p50 / p99 / max")
                        .rows(rushes, Rush::cells)
                + (sound ? "\nSound.\n" : "\nNot sound.\n");
        Files.writeString(Path.of("target/bench/new-pod.md"), page);
        System.out.println(page);
        return sound;
    }

    private Service start() {
        return Service.start(Mode.REDIS, model.port(), redis.url(), Map.of());
    }

    private Rush rush(Service other) throws IOException {
        Tally tally = new Tally();
        Tally logged = new Tally();
        long outagesBefore = outages();
        try (Service pod = start()) {
            Map<String, Viewer> viewers = new LinkedHashMap<>();
            long began = System.nanoTime();
            for (int i = 0; i < REPLIES; i++) {
                Viewer viewer = new Viewer(ORDER, tally);
                String user = load.newUser();
                viewers.put(user, viewer);
                load.follow(pod.target(), ORDER, user, viewer);
                long due = began + RUSH.multipliedBy(i + 1L).dividedBy(REPLIES).toNanos();
                Pause.millis(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            }
            Duration sent = Duration.ofNanos(System.nanoTime() - began);
            Pause.until(() -> tally.open.get() == 0, PATIENCE);
            readAgain(other, viewers, logged);
            return new Rush(
                    pod.startup(),
                    sent,
                    tally.complete.get(),
                    tally.wrong.get(),
                    tally.failures(),
                    logged.complete.get(),
                    tally.takeFirstToken(),
                    outages() - outagesBefore);
        }
    }

    private void readAgain(Service other, Map<String, Viewer> viewers, Tally logged) {
        viewers.forEach((user, viewer) -> {
            if (!viewer.replyId().isEmpty()) {
                load.replay(other.target(), user, viewer.replyId(), new Viewer(ORDER, logged));
                Pause.millis(1000 / READ_AGAIN_PER_SECOND);
            }
        });
        Pause.until(() -> logged.open.get() == 0, PATIENCE);
    }

    /** The metrics look once a second only. */
    private static long outages() throws IOException {
        return Files.exists(LOG)
                ? Files.readAllLines(LOG).stream()
                        .filter(line -> line.contains("Redis is away"))
                        .count()
                : 0;
    }

    @Override
    public void close() {
        load.close();
        redis.close();
        model.close();
    }
}
