package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Gate;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the catalogue does not ask: how exactly a reply is continued, and what is left when nothing helps. */
abstract class ContinuationScenarios extends FailoverTestBase {

    @Test
    void a_continuation_carries_the_question_and_the_text_so_far_and_only_the_missing_words_are_added() {
        first().byDefault(Script.tokens(words(0, 40)).thenCut());
        second().byDefault(Script.reply(words(40, 60)));

        assertAnsweredBy(secondName(), ask("who are you?"));

        RecordedRequest request = second().requests().getFirst();
        assertThat(request.messages())
                .extracting(message -> message.role())
                .containsExactly("system", "user", "assistant", "user");
        assertThat(request.messages().get(1).text()).isEqualTo("who are you?");
        assertThat(request.messages().get(2).text()).isEqualTo(String.join("", words(0, 40)));
    }

    @Test
    void a_continuation_that_repeats_the_last_words_adds_only_the_missing_ones() {
        first().byDefault(Script.tokens(words(0, 40)).thenCut());
        second().byDefault(Script.reply(words(36, 60)).inPiecesOf(3));

        assertAnsweredBy(secondName(), ask("overlap"));
    }

    @Test
    void a_continuation_that_is_cut_is_continued_again() {
        first().enqueue(Script.tokens(words(0, 20)).thenCut());
        second().enqueue(Script.tokens(words(18, 40)).thenCut());
        first().byDefault(Script.reply(words(40, 60)));

        assertAnsweredBy(firstName(), ask("twice"));

        assertThat(first().requests()).hasSize(2);
        assertThat(second().requests()).hasSize(1);
    }

    @Test
    void a_cut_in_the_middle_of_a_character_loses_and_doubles_nothing() {
        first().byDefault(Script.tokens("Grüße an 你好 ", "🦊").inPiecesOf(1).thenCut());
        second().byDefault(Script.reply("Grüße an 你好 ", "🦊", " und 🐶!"));

        SseEvents events = ask("characters");

        assertThat(events.text()).isEqualTo("Grüße an 你好 🦊 und 🐶!");
        assertThat(events.terminal().path("type").asText()).isEqualTo("complete");
    }

    @Test
    void an_in_band_error_after_words_is_continued() {
        first().byDefault(Script.tokens(words(0, 10)).thenInBandError("overloaded"));

        assertAnsweredBy(secondName(), ask("in band"));
    }

    @Test
    void an_end_without_finish_reason_is_continued() {
        first().byDefault(Script.tokens(words(0, 10)).thenEndWithoutFinish());

        assertAnsweredBy(secondName(), ask("early end"));
    }

    @Test
    void a_provider_that_rejects_the_begun_answer_gets_it_in_the_users_words() {
        first().byDefault(Script.tokens(words(0, 40)).thenCut());
        second().answering(request ->
                request.messages().stream().anyMatch(message -> message.role().equals("assistant"))
                        ? Script.status(400)
                        : Script.reply(words(40, 60)));

        assertAnsweredBy(secondName(), ask("another role"));

        RecordedRequest accepted = second().requests().get(1);
        assertThat(accepted.messages()).extracting(message -> message.role()).containsExactly("system", "user");
        assertThat(accepted.messages().get(1).text())
                .startsWith("another role")
                .contains(String.join("", words(0, 40)));
    }

    @Test
    void the_continuation_streams_while_its_provider_still_speaks() {
        Gate gate = new Gate();
        first().byDefault(Script.tokens(words(0, 40)).thenCut());
        second().byDefault(Script.tokens(words(38, 50)).holdAt(gate).then(words(50, 60)));
        try (SseClient client = open("streaming")) {
            List<String> events = new ArrayList<>();
            do {
                events.add(client.nextEvent());
            } while (!events.getLast().contains(words(49, 50)[0]));
            gate.open();
            events.addAll(client.events());
            assertWhole(SseEvents.of(events));
        }
    }

    @Test
    void after_the_last_continuation_the_error_names_the_first_cause_and_the_partial_text_is_kept() {
        first().byDefault(Script.tokens(words(0, 20)).thenStall());
        second().byDefault(Script.tokens(words(0, 20)).thenCut());

        SseEvents events = ask("hopeless");

        assertThat(events.text()).isEqualTo(String.join("", words(0, 20)));
        assertError("provider_stalled", events);
        assertThat(first().requests().size() + second().requests().size())
                .as("the first call and three continuations")
                .isEqualTo(4);

        everythingIsHealthy();
        assertWhole(ask("and now?"));
        assertThat(first().requests().getFirst().messages())
                .extracting(message -> message.text())
                .contains("hopeless", String.join("", words(0, 20)), "and now?");
    }

    @Test
    void when_the_continuation_cannot_even_begin_that_is_the_end() {
        first().enqueue(Script.tokens(words(0, 20)).thenCut());
        first().byDefault(Script.status(401));
        second().byDefault(Script.status(401));

        assertError("provider_cut", ask("gone"));

        assertThat(first().requests()).hasSize(2);
        assertThat(second().requests()).hasSize(1);
    }

    @Test
    void a_stream_that_drips_for_too_long_is_ended_and_continued() {
        first().byDefault(Script.reply(SIXTY_WORDS).delayBetweenTokens(Duration.ofMillis(300)));

        SseEvents events = ask("dripping");

        assertAnsweredBy(secondName(), events);
        first().awaitClosedByClient(0);
    }

    /** Gemini tells with each chunk what it bills, OpenAI only at the end of a stream that has one. */
    @Test
    void usage_is_summed_over_all_that_providers_told_to_bill() {
        first().byDefault(Script.tokens(words(0, 40)).usage(10, 40).thenCut());
        second().byDefault(Script.reply(words(40, 60)).usage(50, 20));

        JsonNode usage = assertWhole(ask("usage")).path("usage");

        int toldByTheFirst = firstName().equals("gemini") ? 10 : 0;
        assertThat(usage.path("input_tokens").asInt()).isEqualTo(50 + toldByTheFirst);
        assertThat(usage.path("output_tokens").asInt()).isGreaterThanOrEqualTo(20 + toldByTheFirst);
    }

    @Test
    void five_hundred_replies_whose_viewers_left_leave_nothing_behind() {
        // In rounds: the limits on time are short here, and a viewer is to leave before they end its reply.
        for (int round = 0; round < 5; round++) {
            fiftyLeave(Script.silent());
            fiftyLeave(Script.tokens("Hello").thenStall());
        }
        first().awaitNoRequestInProgress();
        // A spare connection may still wait for a next call, for as long as idle ones are kept; that is short here too.
        first().awaitOpenConnections(0);
        // A call has a place on the clock that watches it, a running reply its deadlines, a viewer its place in the
        // log.
        for (String kept : List.of("runnel.provider.calls", "runnel.reply.running", "runnel.reply.viewers")) {
            awaitGauge(kept, 0);
        }
        assertThat(second().requestsInProgress()).isZero();
    }

    private void fiftyLeave(Script script) {
        first().byDefault(script);
        int before = first().requests().size();
        List<SseClient> viewers = IntStream.range(0, 50)
                .mapToObj(i -> open("viewer " + i, "s" + (before + i)))
                .toList();
        first().awaitRequests(before + viewers.size());
        viewers.forEach(SseClient::reset);
    }

    private void awaitGauge(String name, int value) {
        Awaitility.await(name).until(() -> metrics.get(name).gauge().value() == value);
    }
}
