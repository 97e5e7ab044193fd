package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Gate;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Pods that stand still for a while, as in a machine that is moved, and then go on as if nothing had been. */
@BesideTheApplication
class PausedPodIT {

    private static final int VIEWERS = 20;
    private static final Duration LONG_PAUSE = Duration.ofSeconds(3);

    private final String user = "user-" + UUID.randomUUID();

    @Test
    void what_providers_have_said_while_a_pod_was_paused_is_read_on_however_long_that_was() {
        Map<String, String> settings = Map.of("RUNNEL_PROVIDER_IDLE_TIMEOUT", "2s", "RUNNEL_REPLY_POD_LEASE", "30s");
        try (Deployment deployment = new Deployment(settings).startPods(1)) {
            Pod pod = deployment.pod(0);
            deployment.speakEvery(Duration.ofMillis(70));
            List<Viewer> viewers = new ArrayList<>();
            List<SseClient> streams = new ArrayList<>();
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(new Viewer(user + i));
                streams.add(pod.ask(user + i, "s", "hello"));
                viewers.getLast().read(streams.getLast(), 2);
            }

            pod.pause();
            await().until(() -> deployment.provider.requests().stream().allMatch(RecordedRequest::finishedNormally));
            pod.goOn();

            for (int i = 0; i < VIEWERS; i++) {
                viewers.get(i).readOn(streams.get(i));
            }
            assertThat(viewers).allSatisfy(viewer -> {
                assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
                assertThat(viewer.ending()).isEqualTo("stop");
            });
            assertThat(deployment.provider.requests()).hasSize(VIEWERS);
            streams.forEach(SseClient::close);
        }
    }

    @Test
    void a_pod_that_was_only_paused_shows_what_the_other_pod_has_made_of_its_reply() {
        try (Deployment deployment = new Deployment(Map.of()).startPods(2)) {
            Gate gate = new Gate();
            String[] words = Deployment.TEXT.split("(?<= )");
            deployment.provider.enqueue(
                    Script.tokens(words[0], words[1], words[2]).holdAt(gate).then("a ghost"));
            Pod paused = deployment.pod(0);
            try (SseClient here = paused.ask(user, "s", "hello")) {
                Viewer viewer = new Viewer(user);
                viewer.read(here, 4);
                paused.pause();
                deployment.speakEvery(Duration.ZERO);
                try (SseClient there = deployment.pod(1).resume(user, viewer.reply(), -1)) {
                    assertThat(SseEvents.of(there).text()).isEqualTo(Deployment.TEXT);
                }

                gate.open();
                paused.goOn();

                await().untilAsserted(() -> {
                    try (SseClient again = paused.resume(user, viewer.reply(), -1)) {
                        assertThat(SseEvents.of(again).text()).isEqualTo(Deployment.TEXT);
                    }
                });
            }
        }
    }

    @Test
    void a_pod_that_slept_through_the_return_of_redis_does_not_ask_again_what_another_pod_has_asked() {
        asksNotAgain((deployment, sleeper) -> {
            deployment.redis.kill();
            await().until(() -> !knowsRedis(sleeper));
            sleeper.pause();
        });
    }

    @Test
    void a_pod_that_slept_through_a_restart_of_redis_does_not_ask_again_what_another_pod_has_asked() {
        asksNotAgain((deployment, sleeper) -> {
            sleeper.pause();
            deployment.redis.kill();
        });
    }

    private void asksNotAgain(BiConsumer<Deployment, Pod> losesRedisAndSleeps) {
        Map<String, String> settings = Map.of("RUNNEL_REPLY_POD_LEASE", "30s");
        try (Deployment deployment = new Deployment(settings).startPods(2)) {
            deployment.speakEvery(Duration.ZERO);
            Pod sleeper = deployment.pod(0);
            Pod awake = deployment.pod(1);
            losesRedisAndSleeps.accept(deployment, sleeper);
            await().until(() -> !knowsRedis(awake));
            deployment.redis.restart();
            await().until(() -> knowsRedis(awake));
            Viewer viewer = new Viewer(user);
            try (SseClient asked = awake.ask(user, "s", "hello", "Idempotency-Key: once")) {
                viewer.readOn(asked);
            }

            List<Callable<String>> both = List.of(
                    () -> {
                        try (SseClient again = sleeper.ask(user, "s", "hello", "Idempotency-Key: once")) {
                            Viewer same = new Viewer(user);
                            same.readOn(again);
                            return same.reply();
                        }
                    },
                    () -> {
                        await().pollDelay(LONG_PAUSE).until(() -> true);
                        sleeper.goOn();
                        return "awake";
                    });

            assertThat(AtOnce.call(both)).containsExactly(viewer.reply(), "awake");
            assertThat(deployment.provider.requests()).hasSize(1);
        }
    }

    private static boolean knowsRedis(Pod pod) {
        return !pod.health().contains("degraded");
    }
}
