package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.AtOnce;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that wait for a reply of another pod when Redis goes away, and with it all that is known of that reply. */
@BesideTheApplication
class HiddenReplyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String user = "user-" + UUID.randomUUID();

    /** Nobody takes the reply over. */
    @AutoClose
    private final Deployment deployment = new Deployment(Map.of("RUNNEL_REPLY_POD_LEASE", "60s")).startPods(2);

    @ParameterizedTest
    @ValueSource(strings = {"queue", "steer", "interrupt"})
    void it_is_asked_all_the_same_while_redis_is_away_and_its_user_is_told_that_it_waits(String when) {
        deployment.provider.enqueue(
                Script.tokens("one ", "two ").holdAt(new Gate()).then("never"));
        try (SseClient first = deployment.pod(0).ask(user, "s", "one")) {
            new Viewer(user).read(first, 3);
            // It hears nothing, so that Redis goes away before it can take the message in.
            deployment.pod(0).pause();
            deployment.speakEvery(Duration.ZERO);
            deployment.redis.forgetCalls();

            assertThat(AtOnce.call(List.of(() -> asked(when), this::loseRedis)))
                    .containsExactly(List.of("queued", "processing", Deployment.TEXT), List.of());
            assertThat(deployment.provider.requests()).hasSize(2);
        }
    }

    /** What the user is told, and the answer. */
    private List<String> asked(String when) {
        String body = "{\"message\":\"two\",\"session_id\":\"s\",\"when\":\"" + when + "\"}";
        try (SseClient waits = SseClient.to(deployment.pod(1).port())
                .patience(PATIENCE)
                .post("/api/conversation-stream/" + user, body)) {
            SseEvents events = SseEvents.of(waits);
            List<JsonNode> all = events.all();
            return List.of(
                    all.get(0).path("status").asText(),
                    all.get(1).path("status").asText(),
                    events.text());
        }
    }

    /** When the other pod follows the reply of the first one. */
    private List<String> loseRedis() {
        await().atMost(PATIENCE).until(() -> deployment.redis.calls().containsKey("xread"));
        deployment.redis.kill();
        return List.of();
    }
}
