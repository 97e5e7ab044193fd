package dev.runnel.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.InsightProfiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where somebody has decided that a reply may wait for the context of its own message. */
@QuarkusTest
@TestProfile(InsightProfiles.Patient.class)
class PatientInsightTest extends ProviderSuite {
    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void the_context_of_a_message_is_in_its_own_prompt_and_told_before_the_first_word() {
        provider()
                .enqueueNonStreaming(
                        Script.reply("{\"intent\":\"booking\",\"entities\":{\"place\":\"Rome\"},\"suggestions\":[]}"));
        SseEvents events = conversation.streamed("A table in Rome");
        RecordedRequest reply = provider().requests().getLast();
        assertThat(reply.streaming()).isTrue();
        assertThat(reply.messages().get(1).text()).contains("- place: Rome");
        assertThat(events.types()).startsWith("status", "context", "chunk");
    }

    /** Each user may have one reply at once here. */
    @Test
    void who_leaves_while_the_context_is_waited_for_gives_the_place_back() {
        Gate gate = new Gate();
        provider().enqueueNonStreaming(Script.reply("{}").holdBeforeHeaders(gate));
        try (SseClient client = conversation.whole("A table in Rome")) {
            provider().awaitRequests(1);
            client.reset();
        }
        gate.open();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        conversation.streamed("In Rome, please").text())
                .isEqualTo("Hello, world."));
    }

    @Test
    void a_call_that_fails_is_not_waited_for() {
        provider().enqueueNonStreaming(Script.status(500));
        assertThat(conversation.streamed("Hi").text()).isEqualTo("Hello, world.");
    }
}
