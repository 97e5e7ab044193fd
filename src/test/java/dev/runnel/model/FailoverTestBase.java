package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** Two scripted providers, of which the profile of the subclass puts one first. */
@WithTestResource(FailoverProviders.class)
abstract class FailoverTestBase {

    /** The catalogue's answer: sixty words, each one token. */
    static final String[] SIXTY_WORDS =
            ("A gateway earns trust only when the provider behind it misbehaves, because on a "
                            + "good day every proxy looks the same. Watch instead what happens when answers stall, streams break "
                            + "off, quotas run dry or replies arrive garbled: the caller should still receive every word once, "
                            + "in order, or one honest sentence that tells plainly what went wrong, never less.")
                    .split("(?<= )");

    static final String WHOLE = String.join("", SIXTY_WORDS);

    ScriptedProvider openAi;
    ScriptedProvider gemini;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @Inject
    CircuitBreakerMaintenance breakers;

    @Inject
    MeterRegistry metrics;

    final String user = "user-" + UUID.randomUUID();

    /** As the profile says. */
    @ConfigProperty(name = "runnel.providers")
    List<String> order;

    ScriptedProvider first() {
        return provider(firstName());
    }

    ScriptedProvider second() {
        return provider(secondName());
    }

    String firstName() {
        return order.getFirst();
    }

    String secondName() {
        return order.getLast();
    }

    private ScriptedProvider provider(String name) {
        return name.equals("openai") ? openAi : gemini;
    }

    @BeforeEach
    void everythingIsHealthy() {
        breakers.resetAll();
        first().reset().byDefault(Script.reply(SIXTY_WORDS));
        second().reset().byDefault(Script.reply(SIXTY_WORDS));
    }

    SseClient open(String message) {
        return open(message, "s");
    }

    SseClient open(String message, String session) {
        return SseClient.to(port)
                .patience(Duration.ofSeconds(15))
                .post(
                        "/api/conversation-stream/" + user,
                        "{\"message\":\"" + message + "\",\"session_id\":\"" + session + "\"}");
    }

    SseEvents ask(String message) {
        try (SseClient client = open(message)) {
            return SseEvents.of(client);
        }
    }

    static String[] words(int from, int to) {
        return Arrays.copyOfRange(SIXTY_WORDS, from, to);
    }

    /** The viewer has every word once, and was told that this is all. */
    static JsonNode assertWhole(SseEvents events) {
        assertThat(events.text()).isEqualTo(WHOLE);
        JsonNode end = events.terminal();
        assertThat(end.path("type").asText()).isEqualTo("complete");
        assertThat(end.path("finish_reason").asText()).isEqualTo("stop");
        return end;
    }

    static void assertAnsweredBy(String provider, SseEvents events) {
        assertThat(assertWhole(events).path("provider").asText()).isEqualTo(provider);
    }

    static JsonNode assertError(String code, SseEvents events) {
        JsonNode end = events.terminal();
        assertThat(end.path("type").asText()).isEqualTo("error");
        assertThat(end.path("code").asText()).isEqualTo(code);
        assertThat(end.path("message").asText()).isNotBlank();
        return end;
    }
}
