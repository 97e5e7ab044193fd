package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Pods that are killed, that are told to stop, and a Redis that goes away. */
@BesideTheApplication
class PodDeathIT {

    private final String user = "user-" + UUID.randomUUID();

    @AutoClose
    private final Deployment deployment = new Deployment(Map.of()).startPods(2);

    @Test
    void when_a_pod_is_killed_its_viewers_read_on_at_the_other_and_miss_and_repeat_nothing() {
        deployment.speakEvery(Duration.ofMillis(40));
        List<Viewer> viewers = new ArrayList<>();
        List<SseClient> streams = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> {
            viewers.add(new Viewer(user + i));
            streams.add(deployment.pod(0).ask(user + i, "s", "hello"));
        });
        IntStream.range(0, 20).forEach(i -> viewers.get(i).read(streams.get(i), 10 + i));

        deployment.pod(0).kill();

        IntStream.range(0, 20).forEach(i -> viewers.get(i).readOn(streams.get(i)));
        assertThat(viewers).noneMatch(Viewer::hasSeenTheEnd);
        List<Callable<Viewer>> returns = new ArrayList<>();
        viewers.forEach(viewer -> returns.add(() -> {
            try (SseClient rest = viewer.comeBack(deployment.pod(1))) {
                viewer.readOn(rest);
            }
            return viewer;
        }));
        assertThat(AtOnce.call(returns)).allSatisfy(viewer -> {
            assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
            assertThat(viewer.ending()).isEqualTo("stop");
        });
        streams.forEach(SseClient::close);
    }

    @Test
    void all_viewers_at_the_other_pod_see_the_logged_part_at_once_and_then_the_rest() {
        Gate gate = new Gate();
        String[] words = Deployment.TEXT.split("(?<= )");
        deployment.provider.enqueue(
                Script.tokens(words[0], words[1], words[2]).holdAt(gate).then("never"));
        try (SseClient here = deployment.pod(0).ask(user, "s", "hello")) {
            Viewer writer = new Viewer(user);
            writer.read(here, 4);
            deployment.speakEvery(Duration.ZERO);
            try (SseClient first = deployment.pod(1).resume(user, writer.reply(), -1);
                    SseClient second = deployment.pod(1).resume(user, writer.reply(), -1);
                    SseClient third = deployment.pod(1).resume(user, writer.reply(), -1)) {
                List<SseClient> streams = List.of(first, second, third);
                List<Viewer> viewers =
                        streams.stream().map(unused -> new Viewer(user)).toList();
                IntStream.range(0, 3).forEach(i -> viewers.get(i).read(streams.get(i), 4));
                deployment.pod(0).kill();
                IntStream.range(0, 3).forEach(i -> viewers.get(i).readOn(streams.get(i)));
                assertThat(viewers).allSatisfy(viewer -> {
                    assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
                    assertThat(viewer.ending()).isEqualTo("stop");
                });
            }
        }
    }

    @Test
    void after_sigterm_no_reply_begins_short_ones_finish_and_long_ones_go_on_elsewhere() throws Exception {
        Gate shortReply = new Gate();
        deployment.provider.enqueue(Script.tokens("short ").holdAt(shortReply).then("reply"));
        Gate longReply = new Gate();
        String[] words = Deployment.TEXT.split("(?<= )");
        deployment.provider.enqueue(
                Script.tokens(words[0], words[1]).holdAt(longReply).then("never"));
        Pod stopping = deployment.pod(0);
        try (SseClient one = stopping.ask(user, "s1", "short");
                SseClient two = askSecond(stopping)) {
            Viewer shortViewer = new Viewer(user);
            shortViewer.read(one, 2);
            Viewer longViewer = new Viewer(user);
            longViewer.read(two, 3);
            deployment.speakEvery(Duration.ZERO);

            stopping.terminate();

            await().atMost(Duration.ofSeconds(2)).until(() -> !stopping.isReady());
            shortReply.open();
            shortViewer.readOn(one);
            assertThat(shortViewer.text()).isEqualTo("short reply");
            assertThat(shortViewer.ending()).isEqualTo("stop");
            longViewer.readOn(two);
            assertThat(longViewer.hasSeenTheEnd()).isFalse();
            try (SseClient rest = longViewer.comeBack(deployment.pod(1))) {
                longViewer.readOn(rest);
            }
            assertThat(longViewer.text()).isEqualTo(Deployment.TEXT);
            assertThat(longViewer.ending()).isEqualTo("stop");
            assertThat(stopping.hasExitedWithin(Duration.ofSeconds(8))).isTrue();
        }
    }

    private SseClient askSecond(Pod pod) {
        deployment.provider.awaitRequests(1);
        return pod.ask(user, "s2", "long");
    }

    @Test
    void while_redis_is_gone_replies_go_on_new_ones_begin_at_once_and_it_recovers_by_itself() {
        deployment.speakEvery(Duration.ofMillis(20));
        Pod pod = deployment.pod(0);
        try (SseClient running = pod.ask(user, "s", "hello")) {
            Viewer viewer = new Viewer(user);
            viewer.read(running, 10);

            deployment.redis.kill();

            viewer.readOn(running);
            assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
        }
        long asked = System.nanoTime();
        try (SseClient fresh = pod.ask(user, "s", "and now?")) {
            fresh.nextEvent();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(500));
            assertThat(SseEvents.of(fresh).text()).isEqualTo(Deployment.TEXT);
        }
        assertThat(pod.health()).contains("degraded").contains("\"status\": \"UP\"");
        assertThat(pod.isReady()).isTrue();

        deployment.redis.restart();

        await().atMost(Duration.ofSeconds(3)).until(() -> !pod.health().contains("degraded"));
        try (SseClient again = pod.ask(user, "s", "again")) {
            Viewer viewer = new Viewer(user);
            viewer.read(again, 3);
            try (SseClient there = viewer.comeBack(deployment.pod(1))) {
                viewer.readOn(there);
            }
            assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
        }
    }

    @Test
    void while_redis_is_silent_nobody_waits_for_it() {
        deployment.speakEvery(Duration.ZERO);
        deployment.redis.pause();
        long asked = System.nanoTime();
        try (SseClient first = deployment.pod(0).ask(user, "s", "hello")) {
            first.nextEvent();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(700));
            assertThat(SseEvents.of(first).text()).isEqualTo(Deployment.TEXT);
        } finally {
            deployment.redis.resume();
        }
    }
}
