package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Messages that steer, over several pods, and over the death of one. */
@BesideTheApplication
class SteerPodsIT extends TalkingPods {

    @Test
    void what_a_reply_has_taken_in_outlives_its_pod_and_no_word_is_said_twice() {
        Viewer viewer = new Viewer(user);
        try (SseClient first = halfway(viewer)) {
            hold(6);
            try (SseClient steer = say(0, "louder", "steer")) {
                assertThat(steer.nextEvent()).contains("\"status\":\"steering\"");
                viewer.read(first, 4);
            }
            speak(Duration.ZERO);
            deployment.pod(0).kill();
            viewer.readOn(first);
        }
        try (SseClient rest = viewer.comeBack(deployment.pod(1))) {
            viewer.readOn(rest);
        }
        assertThat(viewer.text()).isEqualTo(Deployment.TEXT);
        JsonNode answer = messages(1).path(1);
        assertThat(answer.path("content").asText()).isEqualTo(Deployment.TEXT);
        assertThat(answer.at("/steering/0/message").asText()).isEqualTo("louder");
        assertThat(answer.at("/steering/0/after").asInt()).isEqualTo((WORDS[0] + WORDS[1] + WORDS[2]).length());
        assertThat(deployment.provider.requests().getLast().messages())
                .extracting(PromptMessage::text)
                .contains("one", WORDS[0] + WORDS[1] + WORDS[2], "louder");
    }

    @Test
    void what_a_killed_pod_had_not_taken_in_yet_is_taken_in_by_the_next_one() {
        hold(3);
        Viewer viewer = new Viewer(user);
        try (SseClient first = deployment.pod(0).ask(user, "s", "one")) {
            viewer.read(first, 4);
            // From here on the pod hears nothing.
            deployment.pod(0).pause();
            speak(Duration.ofMillis(20));
            List<Callable<String>> both = List.of(
                    () -> {
                        try (SseClient steer = say(1, "louder", "steer")) {
                            return SseEvents.of(steer)
                                    .all()
                                    .getFirst()
                                    .path("status")
                                    .asText();
                        }
                    },
                    () -> {
                        await().atMost(PATIENCE).until(() -> queue(1).size() == 1);
                        deployment.pod(0).kill();
                        return "killed";
                    });
            assertThat(AtOnce.call(both)).containsExactly("steering", "killed");
        }
        assertThat(contents(1)).containsExactly("one", Deployment.TEXT);
        assertThat(messages(1).at("/1/steering/0/message").asText()).isEqualTo("louder");
    }

    @Test
    void what_was_taken_in_while_its_own_pod_died_is_answered_by_the_reply_that_has_it() {
        hold(3);
        try (SseClient first = deployment.pod(0).ask(user, "s", "one")) {
            new Viewer(user).read(first, 4);
            speak(Duration.ofMillis(20));
            // It hears of the message only when the other pod hears nothing any more.
            deployment.pod(0).pause();
            try (SseClient unanswered = steerByKey(1)) {
                await().atMost(PATIENCE).until(this::isAnyPodTold);
                deployment.pod(1).pause();
                deployment.pod(0).goOn();
                await().atMost(PATIENCE).until(() -> queue(0).isEmpty());
                deployment.pod(1).kill();
                assertThat(unanswered.isEndedCleanly()).isFalse();
            }
        }
        try (SseClient again = steerByKey(0)) {
            JsonNode event = SseEvents.of(again).all().getFirst();
            assertThat(event.path("status").asText()).isEqualTo("steering");
            assertThat(event.path("message").asText()).isEqualTo("louder");
        }
        assertThat(contents(0)).containsExactly("one", Deployment.TEXT);
    }

    @Test
    void steering_interrupting_and_withdrawing_work_from_any_pod() {
        Viewer viewer = new Viewer(user);
        try (SseClient first = halfway(viewer)) {
            hold(6);
            try (SseClient steer = say(1, "louder", "steer")) {
                steer.nextEvent();
                viewer.read(first, 4);
            }
            try (SseClient waits = deployment.pod(0).ask(user, "s", "two")) {
                Viewer waiting = new Viewer(user);
                waiting.read(waits, 1);
                withdraw(1, waiting.reply());
                waiting.readOn(waits);
                assertThat(waiting.ending()).isEqualTo("stopped");
            }
            speak(Duration.ZERO);
            try (SseClient interrupt = say(1, "three", "interrupt")) {
                viewer.readOn(first);
                assertThat(viewer.ending()).isEqualTo("stopped");
                assertThat(SseEvents.of(interrupt).text()).isEqualTo(Deployment.TEXT);
            }
        }
        String said = String.join("", List.of(WORDS).subList(0, 6));
        assertThat(viewer.text()).isEqualTo(said);
        assertThat(contents(1)).containsExactly("one", said, "three", Deployment.TEXT);
    }

    /** Whether there is a word for a pod in Redis that it has not heard yet. */
    private boolean isAnyPodTold() {
        return deployment.redis.keys().stream().anyMatch(key -> key.endsWith("}:stops"));
    }

    private SseClient say(int pod, String message, String when, String... headers) {
        return SseClient.to(deployment.pod(pod).port())
                .patience(Duration.ofSeconds(20))
                .post(
                        "/api/conversation-stream/" + user,
                        "{\"message\":\"" + message + "\",\"session_id\":\"s\",\"when\":\"" + when + "\"}",
                        headers);
    }

    private SseClient steerByKey(int pod) {
        return say(pod, "louder", "steer", "Idempotency-Key: louder");
    }

    /** A reply that has said three words, and says no more. */
    private SseClient halfway(Viewer viewer) {
        hold(3);
        SseClient reply = deployment.pod(0).ask(user, "s", "one");
        viewer.read(reply, 4);
        return reply;
    }
}
