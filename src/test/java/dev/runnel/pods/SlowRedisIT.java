package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.redis.TestLine;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A Redis that answers, but only after two seconds: for a person that is the same as none. */
class SlowRedisIT {

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final String user = "user-" + UUID.randomUUID();

    @Test
    void nobody_waits_for_a_slow_redis_the_pod_stays_in_service_and_it_recovers_by_itself() throws Exception {
        TestRedis redis = TestRedis.start();
        try (TestLine line = TestLine.to(redis.port());
                Deployment deployment =
                        new Deployment(redis, Map.of("REDIS_URL", "redis://127.0.0.1:" + line.port()))) {
            Pod pod = deployment.startPods(1).pod(0);
            deployment.speakEvery(Duration.ZERO);
            await().until(() -> pod.health().contains("\"state\": \"up\""));

            try (SseClient warm = pod.ask(user, "s", "so that only Redis is slow")) {
                assertThat(SseEvents.of(warm).text()).isEqualTo(Deployment.TEXT);
            }

            line.delay(SLOW);
            assertBeginsAtOnce(pod, "while it is not known yet");
            await().until(() -> pod.health().contains("\"state\": \"degraded\""));
            assertBeginsAtOnce(pod, "while it is known");
            assertThat(statusOf(pod, "/q/health/live")).isEqualTo(200);
            assertThat(statusOf(pod, "/q/health/ready")).isEqualTo(200);
            assertThat(pod.health()).contains("\"state\": \"degraded\"").doesNotContain("DOWN");

            line.delay(Duration.ZERO);
            await().until(() -> pod.health().contains("\"state\": \"up\""));
            await().until(() -> turnsIn(redis) == 3);
        }
    }

    private long turnsIn(TestRedis redis) {
        return redis.ask(Command.HGET, "runnel:{" + user + "}:session:s", "order")
                .chars()
                .filter(c -> c == '/')
                .count();
    }

    private void assertBeginsAtOnce(Pod pod, String when) {
        long asked = System.nanoTime();
        try (SseClient stream = pod.ask(user, "s", "hello")) {
            assertThat(stream.nextEvent()).contains("processing");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(when).isLessThan(SLOW);
            assertThat(SseEvents.of(stream).text()).isEqualTo(Deployment.TEXT);
        }
    }

    private static int statusOf(Pod pod, String path) {
        try (SseClient health = pod.get(path)) {
            return health.status();
        }
    }
}
