package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pod refuses, and where it ends a reply, so that it stays what it is under any load. */
@QuarkusTest
@TestProfile(LimitsTest.Profile.class)
@WithTestResource(ScriptedProviders.class)
class LimitsTest {

    private static final int MAX_CHUNKS = 3_000;

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "runnel.providers", "openai",
                    "runnel.limit.pod-replies", "2",
                    "runnel.limit.requests", "100000",
                    "runnel.reply.max-duration", "3s",
                    "runnel.reply.max-chunks", Integer.toString(MAX_CHUNKS),
                    "runnel.reply.max-characters", "20000000",
                    "runnel.reply.heartbeat", "400ms",
                    "runnel.reply.slow-viewer-timeout", "1s",
                    "runnel.reply.orphan-grace", "0s");
        }
    }

    ScriptedProviders providers;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final String user = "user-" + UUID.randomUUID();
    private ScriptedProvider provider;

    @BeforeEach
    void healthy() {
        providers.reset();
        provider = providers.of(Dialect.OPENAI);
    }

    private SseClient ask() {
        return SseClient.post(port, "/api/conversation-stream/" + user, "{\"message\":\"hello\"}");
    }

    @Test
    void a_full_pod_answers_503_and_says_when_to_come_back() {
        Gate gate = new Gate();
        provider.byDefault(Script.tokens("a").holdAt(gate).then("b"));
        try (SseClient one = ask();
                SseClient two = ask()) {
            one.nextEvent();
            two.nextEvent();
            try (SseClient three = ask()) {
                assertThat(three.status()).isEqualTo(503);
                assertThat(three.header("Retry-After")).hasValue("5");
                JsonNode error = SseEvents.of(three).terminal();
                assertThat(error.path("code").asText()).isEqualTo("overloaded");
                assertThat(error.path("retry_after").asInt()).isEqualTo(5);
            }
            gate.open();
            assertThat(SseEvents.of(one).terminal().path("type").asText()).isEqualTo("complete");
            two.events();
        }
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void a_reply_that_takes_too_long_is_ended_with_what_it_has() {
        provider.byDefault(Script.tokens("so far").thenStall());
        try (SseClient viewer = ask()) {
            SseEvents events = SseEvents.of(viewer);
            assertThat(events.text()).isEqualTo("so far");
            assertThat(events.terminal().path("type").asText()).isEqualTo("complete");
            assertThat(events.terminal().path("finish_reason").asText()).isEqualTo("limit");
        }
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_silent_reply_sends_a_sign_of_life() {
        provider.byDefault(Script.silent());
        try (SseClient viewer = ask()) {
            SseEvents events = SseEvents.of(viewer);
            assertThat(events.ofType("status").stream()
                            .filter(status -> status.path("status").asText().equals("waiting")))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void a_reply_of_too_many_chunks_is_ended_at_the_cap() {
        provider.byDefault(
                Script.tokens(Collections.nCopies(MAX_CHUNKS + 5, "x").toArray(String[]::new)));
        try (SseClient viewer = ask()) {
            SseEvents events = SseEvents.of(viewer);
            assertThat(events.ofType("chunk")).hasSize(MAX_CHUNKS);
            assertThat(events.terminal().path("finish_reason").asText()).isEqualTo("limit");
        }
    }

    @Test
    void a_viewer_that_does_not_read_is_cut_off_and_reads_on_where_it_stopped() {
        String line = "x".repeat(5000);
        List<String> lines = Collections.nCopies(2_900, line);
        provider.byDefault(Script.tokens(lines.toArray(String[]::new)));
        String reply;
        List<String> seen;
        try (SseClient slow = SseClient.to(port)
                .receiveBuffer(4096)
                .patience(Duration.ofSeconds(10))
                .post("/api/conversation-stream/" + user, "{\"message\":\"hello\"}")) {
            reply = SseEvents.of(List.of(slow.nextEvent()))
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ofSeconds(3))
                    .until(() -> provider.requestsInProgress() == 0);
            seen = slow.events();
            assertThat(slow.isEndedCleanly()).as("cut, not ended").isFalse();
        }
        int last = SseEvents.of(seen).all().getLast().path("seq").asInt();
        try (SseClient again = SseClient.to(port)
                .patience(Duration.ofSeconds(20))
                .get("/api/conversation-stream/" + user + "/" + reply + "?after=" + last)) {
            SseEvents rest = SseEvents.of(again);
            assertThat(rest.all().getFirst().path("seq").asInt()).isEqualTo(last + 1);
            assertThat(rest.terminal().path("type").asText()).isEqualTo("complete");
        }
    }
}
