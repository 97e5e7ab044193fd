package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis is killed, and comes back without anything that it knew. */
@BesideTheApplication
class EmptyRedisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @AutoClose
    private static final Deployment deployment = new Deployment(Map.of()).startPods(2);

    private final String user = "user-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nothing_begins_beside_the_reply_for_which_it_waits(int pod) {
        Gate gate = new Gate();
        deployment.provider.answering(request -> isAsked(request, "one")
                ? Script.tokens("Hello ").holdAt(gate).then("Ann")
                : Script.reply("You are Ann"));
        Viewer running = new Viewer(user);
        Viewer waiting = new Viewer(user);
        try (SseClient first = deployment.pod(0).ask(user, "s", "one")) {
            running.read(first, 2);
            try (SseClient second = deployment.pod(pod).ask(user, "s", "two")) {
                waiting.read(second, 1);
                deployment.redis.kill();
                deployment.redis.restart();
                await().atMost(PATIENCE).until(() -> waitingAt(0) == 1 && waitingAt(1) == 1);
                gate.open();
                running.readOn(first);
                waiting.readOn(second);
            }
        }
        assertThat(waiting.text()).isEqualTo("You are Ann");
        assertThat(deployment.provider.requests().getLast().messages())
                .extracting(PromptMessage::text)
                .contains("one", "Hello Ann", "two");
    }

    private static boolean isAsked(RecordedRequest request, String question) {
        return request.messages().getLast().text().equals(question);
    }

    private int waitingAt(int pod) {
        try (SseClient client = deployment.pod(pod).get("/api/conversation/" + user + "/s/queue")) {
            return Conversation.json(client.rawBody()).path("queued").size();
        }
    }
}
