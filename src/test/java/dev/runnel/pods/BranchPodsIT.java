package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that go on, or stand on a branch, whose pod is killed; and finished turns that are handed on nevertheless. */
class BranchPodsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SLOWLY = Duration.ofMillis(40);

    private final String id = "-" + UUID.randomUUID();
    private TurnReceiver receiver;
    private Deployment deployment;

    @BeforeEach
    void deploy() {
        receiver = new TurnReceiver();
        deployment = new Deployment(receiver.settings()).startPods(2);
    }

    @AfterEach
    void undeploy() {
        deployment.close();
        receiver.close();
    }

    @Test
    void they_are_whole_at_the_other_pod_say_no_word_twice_and_stand_where_they_belong() {
        deployment.speakEvery(SLOWLY);
        String stopped = stopped("going-on");
        deployment.speakEvery(Duration.ZERO);
        String other = replyOf(ask("again", Map.of("message", "I am Ann")));
        String wrong = replyOf(ask("again", Map.of("message", "Who am I?")));
        String first = replyOf(ask("beside", Map.of("message", "I am Ann")));
        ask("beside", Map.of("message", "Who am I?"));

        deployment.speakEvery(SLOWLY);
        Map<String, Map<String, String>> asked = new LinkedHashMap<>();
        asked.put("going-on", Map.of("continue", stopped));
        asked.put("again", Map.of("regenerate", wrong));
        asked.put("beside", Map.of("parent", first, "message", "Where am I?"));
        List<Viewer> viewers = new ArrayList<>();
        List<SseClient> streams = new ArrayList<>();
        asked.forEach((user, fields) -> {
            viewers.add(new Viewer(user + id));
            streams.add(stream(user, fields));
        });
        for (int i = 0; i < viewers.size(); i++) {
            viewers.get(i).read(streams.get(i), 12 + i);
        }
        deployment.pod(0).kill();
        for (int i = 0; i < viewers.size(); i++) {
            viewers.get(i).readOn(streams.get(i));
            assertThat(viewers.get(i).hasSeenTheEnd()).isFalse();
            try (SseClient rest = viewers.get(i).comeBack(deployment.pod(1))) {
                viewers.get(i).readOn(rest);
            }
        }

        assertThat(viewers).allSatisfy(viewer -> {
            assertThat(viewer.text()).as(viewer.user()).isEqualTo(Deployment.TEXT);
            assertThat(viewer.ending()).isEqualTo("stop");
        });
        assertThat(contents("going-on", "?all=true")).containsExactly("Count", Deployment.TEXT);
        assertThat(transcript("going-on", "").at("/messages/1/status").asText()).isEqualTo("complete");
        assertThat(contents("again", "")).containsExactly("I am Ann", Deployment.TEXT, "Who am I?", Deployment.TEXT);
        assertThat(transcript("again", "?all=true").path("messages")).hasSize(6);
        assertThat(transcript("again", "").at("/messages/3/parent").asText()).isEqualTo(other);
        assertThat(transcript("again", "").path("branch").asText())
                .isEqualTo(viewers.get(1).reply());
        assertThat(contents("beside", "")).containsExactly("I am Ann", Deployment.TEXT, "Where am I?", Deployment.TEXT);
        assertThat(transcript("beside", "?all=true").path("messages")).hasSize(6);
        assertThat(transcript("beside", "").at("/messages/3/parent").asText()).isEqualTo(first);
        assertThat(promptsForTheRest())
                .as("the other branch is not in view")
                .containsExactlyInAnyOrder(
                        List.of("Count"),
                        List.of("I am Ann", Deployment.TEXT, "Who am I?"),
                        List.of("I am Ann", Deployment.TEXT, "Where am I?"));
    }

    @Test
    void a_turn_is_handed_on_at_least_once_whatever_happens_to_its_pod() {
        receiver.refuse();
        deployment.speakEvery(Duration.ZERO);
        String ended = replyOf(ask("ended", Map.of("message", "Hi")));
        await().atMost(PATIENCE).until(() -> receiver.attempts(ended) > 0);
        deployment.speakEvery(SLOWLY);
        Viewer viewer = new Viewer("running" + id);
        try (SseClient running = stream("running", Map.of("message", "Hi"))) {
            viewer.read(running, 10);
            deployment.pod(0).kill();
            receiver.accept();
            viewer.readOn(running);
        }
        try (SseClient rest = viewer.comeBack(deployment.pod(1))) {
            viewer.readOn(rest);
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> receiver.taken().containsAll(List.of(ended, viewer.reply())));
        assertThat(receiver.answerIn(ended)).isEqualTo(Deployment.TEXT);
        assertThat(receiver.answerIn(viewer.reply())).isEqualTo(Deployment.TEXT);
    }

    /** A reply that was stopped after some words. */
    private String stopped(String user) {
        Viewer viewer = new Viewer(user + id);
        try (SseClient stream = stream(user, Map.of("message", "Count"))) {
            viewer.read(stream, 10);
            deployment.pod(0).delete(viewer.user(), viewer.reply()).close();
            viewer.readOn(stream);
        }
        assertThat(viewer.ending()).isEqualTo("stopped");
        assertThat(viewer.text()).isNotEmpty().isNotEqualTo(Deployment.TEXT);
        return viewer.reply();
    }

    private SseEvents ask(String user, Map<String, String> fields) {
        try (SseClient client = stream(user, fields)) {
            return SseEvents.of(client);
        }
    }

    private SseClient stream(String user, Map<String, String> fields) {
        var body = Conversation.JSON.createObjectNode().put("session_id", "s");
        fields.forEach(body::put);
        return SseClient.to(deployment.pod(0).port())
                .patience(PATIENCE)
                .post("/api/conversation-stream/" + user + id, body.toString());
    }

    /** What stands before the text so far in the prompts of the other pod. The first such prompt was that to go on. */
    private List<List<String>> promptsForTheRest() {
        return deployment.provider.requests().stream()
                .filter(request -> request.messages().getLast().text().contains("cut off"))
                .skip(1)
                .map(request -> request.messages().stream()
                        .filter(message -> !message.role().equals("system"))
                        .map(PromptMessage::text)
                        .toList())
                .map(texts -> texts.subList(0, texts.size() - 2))
                .toList();
    }

    private List<String> contents(String user, String query) {
        return transcript(user, query)
                .path("messages")
                .valueStream()
                .map(message -> message.path("content").asText())
                .toList();
    }

    private JsonNode transcript(String user, String query) {
        try (SseClient client = deployment.pod(1).get("/api/conversation/" + user + id + "/s" + query)) {
            return Conversation.json(client.rawBody());
        }
    }

    private static String replyOf(SseEvents events) {
        return events.all().getFirst().path("reply_id").asText();
    }
}
