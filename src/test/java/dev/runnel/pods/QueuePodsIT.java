package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that wait and messages that steer, over several pods, and over the death of one. */
@BesideTheApplication
class QueuePodsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String[] WORDS = Deployment.TEXT.split("(?<= )");

    private final String user = "user-" + UUID.randomUUID();

    @AutoClose
    private final Deployment deployment = new Deployment(Map.of()).startPods(2);

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
    void what_a_reply_has_taken_in_outlives_its_pod_and_no_word_is_said_twice() {
        hold(3);
        Viewer viewer = new Viewer(user);
        try (SseClient first = deployment.pod(0).ask(user, "s", "one")) {
            viewer.read(first, 4);
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
    void steering_interrupting_and_withdrawing_work_from_any_pod() {
        hold(3);
        Viewer viewer = new Viewer(user);
        try (SseClient first = deployment.pod(0).ask(user, "s", "one")) {
            viewer.read(first, 4);
            hold(6);
            try (SseClient steer = say(1, "louder", "steer")) {
                steer.nextEvent();
                viewer.read(first, 4);
            }
            try (SseClient waits = deployment.pod(0).ask(user, "s", "two")) {
                Viewer waiting = new Viewer(user);
                waiting.read(waits, 1);
                String path = "/api/conversation/" + user + "/s/queue/" + waiting.reply();
                try (SseClient withdrawn = SseClient.request(deployment.pod(1).port(), "DELETE", path, "")) {
                    assertThat(withdrawn.status()).isEqualTo(204);
                }
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

    /** The provider says the text from where the prompt says that it was cut off, and else from the beginning. */
    private void speak(Duration interval) {
        deployment.provider.answering(
                request -> Script.tokens(rest(request).split("(?<= )")).delayBetweenTokens(interval));
    }

    /** The same up to the word with this number, and then nothing more. */
    private void hold(int words) {
        deployment.provider.answering(request -> {
            String said = String.join("", List.of(WORDS).subList(0, words));
            String rest = rest(request);
            int left = said.length() - (Deployment.TEXT.length() - rest.length());
            return Script.tokens(rest.substring(0, left).split("(?<= )"))
                    .holdAt(new Gate())
                    .then("never");
        });
    }

    private static String rest(RecordedRequest request) {
        List<PromptMessage> messages = request.messages();
        if (!messages.getLast().text().contains("cut off")) {
            return Deployment.TEXT;
        }
        // Earlier turns have said all of it.
        String said = messages.stream()
                .map(PromptMessage::text)
                .filter(text -> text.startsWith("wörd"))
                .collect(Collectors.joining());
        return Deployment.TEXT.substring(said.length() % Deployment.TEXT.length());
    }

    private SseClient waitsFor(SseClient first, Viewer running) {
        running.read(first, 8);
        return deployment.pod(0).ask(user, "s", "two");
    }

    private SseClient say(int pod, String message, String when) {
        return SseClient.to(deployment.pod(pod).port())
                .patience(Duration.ofSeconds(20))
                .post(
                        "/api/conversation-stream/" + user,
                        "{\"message\":\"" + message + "\",\"session_id\":\"s\",\"when\":\"" + when + "\"}");
    }

    private JsonNode queue(int pod) {
        try (SseClient client = deployment.pod(pod).get("/api/conversation/" + user + "/s/queue")) {
            return Conversation.json(client.rawBody()).path("queued");
        }
    }

    private JsonNode messages(int pod) {
        try (SseClient client = deployment.pod(pod).transcript(user, "s")) {
            return Conversation.json(client.rawBody()).path("messages");
        }
    }

    private List<String> contents(int pod) {
        return messages(pod)
                .valueStream()
                .map(message -> message.path("content").asText())
                .toList();
    }
}
