package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Where somebody has decided that a reply may wait for the context of its own message. */
@QuarkusTest
@TestProfile(Profiles.PatientInsight.class)
class PatientInsightTest extends ProviderSuite {
    @Override
    Dialect dialect() {
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

    @Test
    void a_call_that_fails_is_not_waited_for() {
        provider().enqueueNonStreaming(Script.status(500));
        assertThat(conversation.streamed("Hi").text()).isEqualTo("Hello, world.");
    }
}
