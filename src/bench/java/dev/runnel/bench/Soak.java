package dev.runnel.bench;

import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Half an hour of everything that happens: replies of all lengths, viewers that leave, come back, stop and do not read,
 * providers that refuse, break off, talk nonsense and fall silent, and a Redis that is killed twice. In the end
 * whatever was taken must have been given back, and no reply may have been wrong.
 */
final class Soak implements AutoCloseable {

    private static final int REPLIES_PER_SECOND = 20;
    private static final int REDIS_AWAY_SECONDS = 5;
    /** Orphan grace, retention and time to live, and the clocks that look after them. */
    private static final int FORGET_SECONDS = 110;

    private static final double MAX_GROWTH = 1.1;

    private static final Map<String, String> SETTINGS = Map.of(
            "RUNNEL_REPLY_ORPHAN_GRACE", "30s",
            "RUNNEL_REPLY_RETENTION", "60s",
            "RUNNEL_HISTORY_TTL", "0s",
            "RUNNEL_SESSION_TTL", "60s",
            "RUNNEL_PROVIDER_IDLE_TIMEOUT", "5s");

    private final int minutes = Integer.getInteger("bench.minutes", 30);
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final Load load = new Load();
    private final Tally tally = new Tally();
    private final List<String> rows = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Path.of("target/bench"));
        Service.train();
        boolean sound;
        try (Soak soak = new Soak()) {
            sound = soak.endure();
        }
        System.exit(sound ? 0 : 1);
    }

    private boolean endure() throws IOException {
        try (Service service = Service.start(Mode.EVERYTHING, model.port(), redis.url(), SETTINGS)) {
            DisturbedReplies replies = new DisturbedReplies(load, service.target(), tally);
            minute(replies);
            minute(replies);
            forget();
            ProcessStats before = look(service, "before");
            for (int minute = 1; minute <= minutes; minute++) {
                if (minute == minutes / 3 + 1 || minute == 2 * minutes / 3 + 1) {
                    redis.kill();
                    Thread.ofPlatform().start(() -> {
                        Pause.seconds(REDIS_AWAY_SECONDS);
                        redis.restart();
                    });
                }
                minute(replies);
                look(service, "minute " + minute);
            }
            forget();
            ProcessStats after = look(service, "after");
            return report(before, after);
        }
    }

    private void minute(DisturbedReplies replies) {
        for (int i = 0; i < 60 * REPLIES_PER_SECOND; i++) {
            replies.next();
            Pause.millis(1000 / REPLIES_PER_SECOND);
        }
    }

    private void forget() {
        Pause.until(() -> tally.open.get() == 0, Duration.ofSeconds(120));
        Pause.seconds(FORGET_SECONDS);
    }

    private ProcessStats look(Service service, String when) {
        ProcessStats now = service.inspector().lookAfterCollection();
        long keys = Long.parseLong(redis.ask(Command.DBSIZE));
        String row = "| %s | %d | %d | %d | %d | %d | %s | %.1f | %.0f | %.1f | %d | %d | %d | %d |"
                .formatted(
                        when,
                        tally.open.get(),
                        tally.complete.get(),
                        tally.left.get(),
                        tally.wrong.get(),
                        tally.failed(),
                        tally.failures(),
                        mib(now.heapBytes()),
                        mib(now.residentBytes()),
                        mib(now.directBytes()),
                        now.threads(),
                        now.descriptors(),
                        atProvider(),
                        keys);
        System.out.println(row);
        rows.add(row);
        return now;
    }

    private long atProvider() {
        return Long.parseLong(load.ask(Target.ofProvider(model.port()), "/open"));
    }

    private boolean report(ProcessStats before, ProcessStats after) throws IOException {
        boolean sound = tally.wrong.get() == 0
                && tally.open.get() == 0
                && atProvider() == 0
                && after.heapBytes() <= before.heapBytes() * MAX_GROWTH
                && after.descriptors() <= before.descriptors() * MAX_GROWTH;
        String head = "# Soak: " + minutes + " minutes, " + REPLIES_PER_SECOND + " new replies a second\n\n"
                + "| | open | whole | left | wrong | failed | why | heap MiB | resident MiB | direct MiB | threads | files "
                + "| at provider | Redis keys |\n" + "|" + " --- |".repeat(14) + "\n";
        String end = "\n\n" + (sound ? "Sound." : "Not sound: something was wrong, or was not given back.") + "\n";
        Files.writeString(Path.of("target/bench/soak.md"), head + String.join("\n", rows) + end);
        System.out.println(end);
        return sound;
    }

    private static double mib(long bytes) {
        return bytes / 1024.0 / 1024;
    }

    @Override
    public void close() {
        load.close();
        redis.close();
        model.close();
    }
}
