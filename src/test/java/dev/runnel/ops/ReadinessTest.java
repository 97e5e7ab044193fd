package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether new requests are wanted here, as a load balancer asks it. */
@QuarkusTest
@TestProfile(Profiles.TwoProviders.class)
class ReadinessTest extends ProviderSuite {

    private static final int WINDOW = 2;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    /** What the first one rejects is not held against it, and goes on to the second one. */
    @BeforeEach
    void everyCircuitIsClosed() {
        fail(Dialect.OPENAI, 400);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            conversation.streamed("Hi");
            return circuitsAre("closed");
        });
        providers.reset();
    }

    @Test
    void with_providers_that_answer_it_is_ready() {
        assertReady(200);
        assertThat(check().path("circuit.openai").asText()).isEqualTo("closed");
        assertThat(check().has("cause.openai")).isFalse();
    }

    @Test
    void while_no_provider_is_usable_it_is_not_ready_and_says_why() {
        fail(Dialect.OPENAI, 503);
        fail(Dialect.GEMINI, 401);
        askUntilCircuitsOpen();

        assertReady(503);
        assertThat(check().path("circuit.openai").asText()).isEqualTo("open");
        assertThat(check().path("cause.openai").asText()).isEqualTo("provider_unavailable");
        assertThat(check().path("circuit.gemini").asText()).isEqualTo("open");
        assertThat(check().path("cause.gemini").asText()).isEqualTo("provider_unauthorized");
    }

    @Test
    void it_is_ready_again_when_a_probe_may_be_sent_without_any_call() {
        bothAreDown();
        assertReady(503);
        providers.reset();

        awaitReady();
        assertThat(check().path("circuit.openai").asText()).isEqualTo("half_open");
        assertThat(provider().requests()).isEmpty();

        assertThat(conversation.streamed("Hi").terminal().path("type").asText()).isEqualTo("complete");
        assertThat(check().path("circuit.openai").asText()).isEqualTo("closed");
    }

    @Test
    void a_probe_that_fails_makes_it_unready_again() {
        bothAreDown();
        awaitCircuits("half_open");

        conversation.streamed("Hi");
        assertReady(503);
    }

    @Test
    void one_usable_provider_is_enough() {
        fail(Dialect.OPENAI, 503);
        askUntilCircuitsOpen();

        assertReady(200);
        assertThat(check().path("circuit.openai").asText()).isEqualTo("open");
        assertThat(check().path("circuit.gemini").asText()).isEqualTo("closed");
    }

    @Test
    void one_whose_streaming_alone_fails_is_enough() {
        fail(Dialect.OPENAI, 503);
        providers.of(Dialect.OPENAI).byDefaultNonStreaming(Script.reply("Hello"));
        fail(Dialect.GEMINI, 503);
        askUntilCircuitsOpen();

        assertThat(check().path("circuit.openai").asText()).isEqualTo("open");
        assertReady(200);
        assertThat(conversation.streamed("Hi").terminal().path("provider").asText())
                .isEqualTo("openai");
    }

    @Test
    void a_provider_whose_circuit_is_open_is_not_called_at_all() {
        fail(Dialect.OPENAI, 503);
        askUntilCircuitsOpen();
        providers.reset();

        assertThat(conversation.streamed("Hi").terminal().path("provider").asText())
                .isEqualTo("gemini");
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void no_outage_of_providers_makes_it_dead() {
        bothAreDown();

        for (String path : new String[] {"/q/health/live", "/q/health/started"}) {
            try (SseClient client = SseClient.get(url.getPort(), path)) {
                assertThat(client.status()).as(path).isEqualTo(200);
            }
        }
    }

    private void bothAreDown() {
        fail(Dialect.OPENAI, 503);
        fail(Dialect.GEMINI, 503);
        askUntilCircuitsOpen();
    }

    private void fail(Dialect dialect, int status) {
        providers.of(dialect).byDefault(Script.status(status));
    }

    private void askUntilCircuitsOpen() {
        for (int asked = 0; asked < WINDOW; asked++) {
            conversation.streamed("Hi");
        }
    }

    private void assertReady(int status) {
        try (SseClient client = SseClient.get(url.getPort(), "/q/health/ready")) {
            assertThat(client.status()).as(client.rawBody()).isEqualTo(status);
        }
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertReady(200));
    }

    /** Both: their delays end at different moments, and between them one question probes one provider alone. */
    private void awaitCircuits(String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> circuitsAre(state));
    }

    private boolean circuitsAre(String state) {
        JsonNode check = check();
        return check.path("circuit.openai").asText().equals(state)
                && check.path("circuit.gemini").asText().equals(state);
    }

    /** What is told of the providers. */
    private JsonNode check() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/health/ready")) {
            JsonNode checks = Conversation.json(client.rawBody()).path("checks");
            return StreamSupport.stream(checks.spliterator(), false)
                    .filter(check -> check.path("name").asText().equals("providers"))
                    .findFirst()
                    .orElseThrow()
                    .path("data");
        }
    }
}
