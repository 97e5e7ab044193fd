package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseEvents;
import org.junit.jupiter.api.Test;

/** Calls that fail before the first token. */
abstract class RefusedCallScenarios extends FailoverTestBase {

    @Test
    void when_all_providers_are_down_there_is_one_error_with_the_first_cause_and_when_to_retry() {
        first().byDefault(Script.status(429).header("Retry-After", "7"));
        second().byDefault(Script.status(503));

        SseEvents events = ask("all down");

        JsonNode error = assertError("provider_rate_limited", events);
        assertThat(error.path("retryable").asBoolean()).isTrue();
        assertThat(error.path("retry_after").asInt()).isEqualTo(7);
        assertThat(events.ofType("chunk")).isEmpty();
        assertThat(first().requests())
                .as("seven seconds are more than anybody waits")
                .hasSize(1);
    }

    @Test
    void when_only_streaming_is_down_the_whole_text_comes_in_chunks_from_the_same_provider() {
        first().byDefault(Script.status(500));
        first().byDefaultNonStreaming(Script.reply(SIXTY_WORDS).usage(5, 60));

        SseEvents events = ask("not streamed");

        assertAnsweredBy(firstName(), events);
        assertThat(events.ofType("chunk").size()).isGreaterThan(3);
        assertThat(events.terminal().path("usage").path("input_tokens").asInt()).isEqualTo(5);
        assertThat(second().requests()).isEmpty();
    }

    @Test
    void a_refusal_for_what_was_sent_is_never_retried_on_the_same_provider() {
        for (int status : new int[] {400, 401, 403}) {
            everythingIsHealthy();
            first().byDefault(Script.status(status));

            assertAnsweredBy(secondName(), ask("status " + status));

            assertThat(first().requests()).hasSize(1);
        }
    }

    @Test
    void a_callers_fault_never_opens_the_circuit() {
        first().byDefault(Script.status(400));
        for (int i = 0; i < 12; i++) {
            assertAnsweredBy(secondName(), ask("bad " + i));
        }

        assertThat(first().requests()).hasSize(12);
    }
}
