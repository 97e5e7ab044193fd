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
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two pods that live: a reply belongs to neither. */
@BesideTheApplication
class PodsIT {

    private static Deployment deployment;

    private final String user = "user-" + UUID.randomUUID();

    @BeforeAll
    static void deploy() {
        // A busy machine must not look like an outage, in which a pod answers for its own replies alone.
        deployment = new Deployment(Map.of("RUNNEL_REDIS_TIMEOUT", "2s")).startPods(2);
    }

    @AfterAll
    static void undeploy() {
        deployment.close();
    }

    @BeforeEach
    void theProviderSpeaks() {
        deployment.provider.reset();
        deployment.speakEvery(Duration.ofMillis(5));
    }

    private static Pod one() {
        return deployment.pod(0);
    }

    private static Pod two() {
        return deployment.pod(1);
    }

    @Test
    void a_reply_is_the_same_on_the_pod_that_writes_it_and_on_the_other_while_it_runs_and_afterwards() {
        try (SseClient here = one().ask(user, "s", "hello")) {
            Viewer viewer = new Viewer(user);
            viewer.read(here, 5);
            try (SseClient there = two().resume(user, viewer.reply(), -1)) {
                SseEvents seenThere = SseEvents.of(there);
                viewer.readOn(here);
                assertThat(seenThere.text()).isEqualTo(Deployment.TEXT).isEqualTo(viewer.text());
            }
            try (SseClient afterwards = two().resume(user, viewer.reply(), 30)) {
                assertThat(SseEvents.of(afterwards).all()).hasSize(63 - 31);
            }
        }
        assertThat(deployment.provider.requests()).hasSize(1);
    }

    @Test
    void two_requests_of_the_same_name_at_the_same_moment_on_two_pods_are_one_reply() {
        for (int round = 0; round < 20; round++) {
            deployment.provider.reset();
            deployment.speakEvery(Duration.ZERO);
            String key = "Idempotency-Key: " + UUID.randomUUID();
            List<String> texts = AtOnce.call(List.of(
                    () -> textOf(one().ask(user, "s" + key.hashCode(), "hello", key)),
                    () -> textOf(two().ask(user, "s" + key.hashCode(), "hello", key))));

            assertThat(texts).containsOnly(Deployment.TEXT);
            assertThat(deployment.provider.requests()).hasSize(1);
        }
    }

    private static String textOf(SseClient stream) {
        try (stream) {
            return SseEvents.of(stream).text();
        }
    }

    private Gate holdAfterTwoWords() {
        Gate gate = new Gate();
        deployment.provider.answering(
                request -> Script.tokens("a ", "b ").holdAt(gate).then("c"));
        return gate;
    }

    @Test
    void a_reply_is_stopped_from_the_other_pod_within_a_second() {
        holdAfterTwoWords();
        try (SseClient here = one().ask(user, "s", "hello")) {
            Viewer viewer = new Viewer(user);
            viewer.read(here, 3);
            try (SseClient stop = two().delete(user, viewer.reply())) {
                assertThat(stop.status()).isEqualTo(204);
            }
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> deployment.provider.requests().getFirst().closedByClient());
            viewer.readOn(here);
            assertThat(viewer.ending()).isEqualTo("stopped");
            assertThat(viewer.text()).isEqualTo("a b ");
        }
    }

    @Test
    void the_reply_that_runs_in_a_session_is_found_at_the_other_pod() {
        Gate gate = holdAfterTwoWords();
        try (SseClient here = one().ask(user, "s", "hello")) {
            here.nextEvent();
            try (SseClient there = two().get("/api/conversation-stream/" + user + "?session_id=s")) {
                assertThat(there.status()).isEqualTo(200);
                gate.open();
                assertThat(SseEvents.of(there).text()).isEqualTo("a b c");
            }
        }
        try (SseClient after = two().get("/api/conversation-stream/" + user + "?session_id=s")) {
            assertThat(after.status()).isEqualTo(204);
        }
    }

    @Test
    void a_conversation_is_erased_from_the_other_pod_while_its_reply_runs() {
        holdAfterTwoWords();
        try (SseClient here = one().ask(user, "s", "hello")) {
            Viewer viewer = new Viewer(user);
            viewer.read(here, 3);
            try (SseClient erasure = two().erase(user, "s")) {
                assertThat(erasure.status()).isEqualTo(204);
            }
            viewer.readOn(here);
            assertThat(viewer.ending()).isEqualTo("reply_unknown");
            assertThat(deployment.redis.keys())
                    .noneMatch(key -> key.contains(viewer.reply()))
                    .noneMatch(key -> key.contains(user));
            for (Pod pod : List.of(one(), two())) {
                try (SseClient transcript = pod.transcript(user, "s");
                        SseClient resumed = pod.resume(user, viewer.reply(), -1)) {
                    assertThat(transcript.status()).isEqualTo(404);
                    assertThat(resumed.status()).isEqualTo(404);
                }
            }
        }
    }

    @Test
    void the_conversation_goes_on_at_the_other_pod() {
        textOf(one().ask(user, "s", "first"));
        textOf(two().ask(user, "s", "second"));

        assertThat(deployment.provider.requests().getLast().messages())
                .extracting(message -> message.text())
                .contains("first", Deployment.TEXT, "second");
    }

    @Test
    void two_hundred_viewers_that_drop_and_return_at_random_read_every_word_once() {
        deployment.speakEvery(Duration.ofMillis(10));
        for (int batch = 0; batch < 10; batch++) {
            List<Callable<Viewer>> viewers = new ArrayList<>();
            Random random = new Random(batch);
            IntStream.range(0, 20).forEach(i -> {
                Random own = new Random(random.nextLong());
                viewers.add(() -> wander(user + "-" + own.nextInt(), own));
            });
            assertThat(AtOnce.call(viewers)).allSatisfy(viewer -> {
                assertThat(viewer.ending()).isEqualTo("stop");
                assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
            });
        }
        assertThat(deployment.provider.requests()).as("nothing was asked twice").hasSize(200);
    }

    /** Reads a few events, drops the connection, comes back at either pod, until the end. */
    private static Viewer wander(String user, Random random) {
        Viewer viewer = new Viewer(user);
        try (SseClient first = deployment.pod(random.nextInt(2)).ask(user, "s", "hello")) {
            viewer.read(first, 1 + random.nextInt(20));
        }
        while (!viewer.hasSeenTheEnd()) {
            try (SseClient next = viewer.comeBack(deployment.pod(random.nextInt(2)))) {
                viewer.read(next, 1 + random.nextInt(30));
            }
        }
        return viewer;
    }
}
