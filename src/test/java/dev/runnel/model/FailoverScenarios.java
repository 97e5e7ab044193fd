package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sixteen scenarios of the public Failover Bench catalogue (failoverbench/failoverbench, scenarios/catalogue.yaml,
 * version 0.1), under their numbers, with its checks: what the caller receives, and what the provider's log says.
 */
abstract class FailoverScenarios extends FailoverTestBase {

    @Test
    void s01_a_429_with_retry_after_is_retried_when_the_provider_said() {
        first().enqueue(Script.status(429).header("Retry-After", "2"));

        assertAnsweredBy(firstName(), ask("s01"));

        List<RecordedRequest> requests = first().requests();
        assertThat(requests).hasSize(2);
        assertThat(gap(requests)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
        assertThat(second().requests()).isEmpty();
    }

    @Test
    void s02_a_persistent_429_is_not_hammered_and_the_next_provider_answers() {
        first().byDefault(Script.status(429));

        assertAnsweredBy(secondName(), ask("s02"));

        assertThat(first().requests()).hasSize(3).allMatch(RecordedRequest::streaming);
        assertThat(gap(first().requests())).isGreaterThanOrEqualTo(Duration.ofMillis(18));
    }

    @Test
    void s03_a_500_is_retried_once_on_the_same_provider() {
        first().enqueue(Script.status(500));

        assertAnsweredBy(firstName(), ask("s03"));

        assertThat(first().requests()).hasSize(2);
        assertThat(second().requests()).isEmpty();
    }

    @Test
    void s04_a_persistent_503_makes_the_next_provider_answer_within_the_retry_budget() {
        first().byDefault(Script.status(503));

        assertAnsweredBy(secondName(), ask("s04"));

        assertThat(first().requests()).extracting(RecordedRequest::streaming).containsExactly(true, true, true, false);
    }

    @Test
    void s05_a_reset_before_the_headers_is_retried() {
        first().enqueue(Script.resetBeforeHeaders());

        assertAnsweredBy(firstName(), ask("s05"));

        assertThat(first().requests()).hasSize(2);
    }

    @Test
    void s06_a_silent_provider_is_left_after_the_first_token_timeout_and_not_asked_again() {
        first().byDefault(Script.silent());

        assertAnsweredBy(secondName(), ask("s06"));

        assertThat(first().requests()).hasSize(1);
        assertThat(first().awaitClosedByClient(0).closedByClientAfter().orElseThrow())
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
    }

    @Test
    void s07_a_slow_first_token_makes_the_next_provider_answer() {
        first().byDefault(Script.reply(SIXTY_WORDS).delayBeforeFirstToken(Duration.ofSeconds(20)));

        assertAnsweredBy(secondName(), ask("s07"));

        assertThat(first().requests()).hasSize(1);
        first().awaitClosedByClient(0);
    }

    @Test
    void s08_a_stream_cut_after_forty_words_is_finished_by_the_next_provider() {
        first().byDefault(Script.tokens(words(0, 40)).thenCut());

        SseEvents events = ask("s08");

        assertAnsweredBy(secondName(), events);
        assertThat(statuses(events)).containsExactly("processing", "continuing");
    }

    @Test
    void s09_a_stalled_stream_is_noticed_and_finished_by_the_next_provider() {
        first().byDefault(Script.tokens(words(0, 20)).thenStall());

        assertAnsweredBy(secondName(), ask("s09"));

        first().awaitClosedByClient(0);
        first().reset().byDefault(Script.reply(SIXTY_WORDS));
        assertAnsweredBy(firstName(), ask("alive after"));
    }

    @Test
    void s10_a_malformed_chunk_leaks_nothing_and_the_reply_is_finished() {
        first().byDefault(Script.tokens(words(0, 9)).thenGarbage().then(words(10, 60)));

        assertAnsweredBy(secondName(), ask("s10"));

        first().reset().byDefault(Script.reply(SIXTY_WORDS));
        assertAnsweredBy(firstName(), ask("alive after"));
    }

    @Test
    void s11_a_stream_without_done_is_complete_at_once_with_its_usage() {
        first().byDefault(Script.reply(SIXTY_WORDS).withoutDone().usage(21, 60));

        JsonNode end = assertWhole(ask("s11"));

        assertThat(end.path("usage").path("input_tokens").asInt()).isEqualTo(21);
        assertThat(end.path("usage").path("output_tokens").asInt()).isEqualTo(60);
        assertThat(first().requests()).hasSize(1);
    }

    @Test
    void s12_a_prompt_that_is_too_long_is_not_sent_to_the_same_model_again() {
        first().byDefault(Script.contextLengthExceeded());

        assertAnsweredBy(secondName(), ask("s12"));

        assertThat(first().requests()).hasSize(1);
    }

    @Test
    void s13_a_content_filter_refusal_reaches_the_caller_and_is_not_routed_around() {
        first().byDefault(Script.contentFiltered());

        JsonNode error = assertError("content_filtered", ask("s13"));

        assertThat(error.path("retryable").asBoolean()).isFalse();
        assertThat(first().requests()).hasSize(1);
        assertThat(second().requests()).isEmpty();
    }

    @Test
    void s14_a_fallback_that_rejects_prefill_finishes_the_reply_all_the_same() {
        first().byDefault(Script.tokens(words(0, 40)).thenCut());
        second().byDefault(Script.rejectingPrefill(Script.reply(SIXTY_WORDS)));

        assertAnsweredBy(secondName(), ask("s14"));
    }

    @Test
    void s15_a_flapping_primary_is_skipped_while_down_and_used_again_when_healthy() {
        first().byDefault(Script.status(503));
        for (int i = 0; i < 10; i++) {
            assertAnsweredBy(secondName(), ask("down " + i));
        }
        int duringOutage = first().requests().size();
        assertThat(duringOutage).as("the circuit opens").isLessThan(10 * 4);

        first().byDefault(Script.reply(SIXTY_WORDS));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        assertWhole(ask("healthy")).path("provider").asText().equals(firstName()));
    }

    @Test
    void s16_the_caller_sees_who_answered_and_pays_for_no_failed_attempt() {
        first().byDefault(Script.status(503));
        second().byDefault(Script.reply(SIXTY_WORDS).usage(33, 60));
        double before = failures();

        JsonNode end = assertWhole(ask("s16"));

        RecordedRequest answered = second().requests().getFirst();
        assertThat(end.path("provider").asText()).isEqualTo(secondName());
        assertThat(end.path("model").asText()).isEqualTo(answered.model());
        assertThat(end.path("usage").path("input_tokens").asInt()).isEqualTo(33);
        assertThat(end.path("usage").path("output_tokens").asInt()).isEqualTo(60);
        assertThat(failures() - before).isEqualTo(4);
    }

    private double failures() {
        return metrics
                .get("runnel.provider.failures")
                .tag("provider", firstName())
                .tag("cause", "provider_unavailable")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static Duration gap(List<RecordedRequest> requests) {
        return Duration.ofNanos(requests.get(1).arrivedNanos() - requests.get(0).arrivedNanos());
    }

    private static List<String> statuses(SseEvents events) {
        return events.ofType("status").stream()
                .map(event -> event.path("status").asText())
                .toList();
    }
}
