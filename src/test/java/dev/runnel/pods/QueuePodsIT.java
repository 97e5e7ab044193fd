package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that wait, over several pods, and over the death of one. */
@BesideTheApplication
class QueuePodsIT extends TalkingPods {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_reply_and_one_that_waits_for_it_both_end_whole_when_their_pod_is_killed_or_stopped(boolean isKilled) {
        speak(Duration.ofMillis(30));
        Viewer running = new Viewer(user);
        Viewer waiting = new Viewer(user);
        try (SseClient first = deployment.pod(0).ask(user, "s", "one");
                SseClient second = waitsFor(first, running)) {
            waiting.read(second, 1);
            assertThat(queue(1)).hasSize(1);
            Runnable end = isKilled ? deployment.pod(0)::kill : deployment.pod(0)::terminate;
            end.run();
            running.readOn(first);
            waiting.readOn(second);
        }
        assertThat(waiting.hasSeenTheEnd()).isFalse();
        for (Viewer viewer : running.hasSeenTheEnd() ? List.of(waiting) : List.of(waiting, running)) {
            try (SseClient rest = viewer.comeBack(deployment.pod(1))) {
                viewer.readOn(rest);
            }
        }
        assertThat(List.of(running, waiting)).allSatisfy(viewer -> {
            assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
            assertThat(viewer.ending()).isEqualTo("stop");
        });
        assertThat(contents(1)).containsExactly("one", Deployment.TEXT, "two", Deployment.TEXT);
        assertThat(queue(1)).isEmpty();
    }

    @Test
    void one_that_waits_begins_although_nobody_follows_it_and_its_pod_is_gone() {
        Gate gate = new Gate();
        deployment.provider.enqueue(Script.tokens(WORDS[0]).holdAt(gate).then("end"));
        try (SseClient first = deployment.pod(1).ask(user, "s", "one")) {
            Viewer viewer = new Viewer(user);
            viewer.read(first, 2);
            try (SseClient second = deployment.pod(0).ask(user, "s", "two")) {
                new Viewer(user).read(second, 1);
            }
            deployment.pod(0).kill();
            speak(Duration.ZERO);
            gate.open();
            viewer.readOn(first);
        }
        await().atMost(PATIENCE).until(() -> contents(1).size() == 4);
        assertThat(contents(1)).containsExactly("one", WORDS[0] + "end", "two", Deployment.TEXT);
    }

    @Test
    void one_that_was_withdrawn_is_not_joined_while_its_pod_cannot_end_it() {
        Gate gate = new Gate();
        deployment.provider.enqueue(Script.tokens(WORDS[0]).holdAt(gate).then("end"));
        Viewer waiting = new Viewer(user);
        try (SseClient first = deployment.pod(1).ask(user, "s", "one")) {
            Viewer running = new Viewer(user);
            running.read(first, 2);
            try (SseClient second = deployment.pod(0).ask(user, "s", "two")) {
                waiting.read(second, 1);
                deployment.pod(0).pause();
                withdraw(1, waiting.reply());
                gate.open();
                running.readOn(first);
                try (SseClient joined = deployment.pod(1).get("/api/conversation-stream/" + user + "?session_id=s")) {
                    assertThat(joined.status()).isEqualTo(204);
                }
                deployment.pod(0).goOn();
                waiting.readOn(second);
            }
        }
        assertThat(waiting.ending()).isEqualTo("stopped");
        // Its viewer sees the end before the other pod does.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(contents(1)).containsExactly("one", WORDS[0] + "end"));
    }

    private SseClient waitsFor(SseClient first, Viewer running) {
        running.read(first, 8);
        return deployment.pod(0).ask(user, "s", "two");
    }
}
