package dev.runnel.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.storm.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each lie is caught, and only lies are. */
class InvariantsTest {

    private static final List<StormEvent> WHOLE =
            List.of(status(0), chunk(1, "ba-7a0 "), chunk(2, "be-7a1 "), chunk(3, "bi-7a2. "), end(4, "stop"));

    @Test
    void what_was_read_as_it_was_said_is_right() {
        assertThat(check(WHOLE, remembered(WHOLE, "complete"))).isEmpty();
    }

    @Test
    void a_word_that_no_log_has_is_caught() {
        List<StormEvent> otherwise = replaced(WHOLE, 2, chunk(2, "bo-7b0 "));
        assertThat(check(otherwise, remembered(WHOLE, "complete")))
                .containsExactlyInAnyOrder(Kind.READ_OTHERWISE, Kind.EVENT_CHANGED);
    }

    @Test
    void an_event_that_comes_twice_or_never_is_caught() {
        List<StormEvent> twice = new ArrayList<>(WHOLE);
        twice.add(2, WHOLE.get(1));
        List<StormEvent> missing = new ArrayList<>(WHOLE);
        missing.remove(0);
        assertThat(check(twice, remembered(WHOLE, "complete"))).contains(Kind.SEQ_TWICE);
        assertThat(check(missing, remembered(WHOLE, "complete"))).containsExactly(Kind.SEQ_MISSING);
    }

    @Test
    void a_reply_without_an_end_or_with_something_after_it_is_caught() {
        List<StormEvent> more = new ArrayList<>(WHOLE);
        more.add(end(5, "stop"));
        assertThat(check(WHOLE.subList(0, 4), remembered(WHOLE, "complete"))).containsExactly(Kind.NO_END);
        assertThat(check(more, remembered(WHOLE, "complete"))).contains(Kind.AFTER_THE_END);
    }

    @Test
    void a_cut_reply_that_looks_complete_is_caught() {
        List<StormEvent> cut = List.of(status(0), chunk(1, "ba-7a0 "), end(2, "stop"));
        assertThat(check(cut, remembered(cut, "complete"))).containsExactly(Kind.CUT_LOOKS_COMPLETE);
    }

    @Test
    void a_transcript_that_lost_words_or_the_reply_or_its_ending_is_caught() {
        List<StormEvent> hole = List.of(status(0), chunk(1, "ba-7a0 "), chunk(2, "bi-7a2. "), end(3, "stop"));
        assertThat(check(hole, remembered(hole, "complete"))).containsExactly(Kind.WORDS_LOST);
        assertThat(check(WHOLE, Remembered.NOTHING)).containsExactly(Kind.NOT_REMEMBERED);
        assertThat(check(WHOLE, remembered(WHOLE, "interrupted"))).containsExactly(Kind.ENDED_OTHERWISE);
    }

    @Test
    void what_redis_has_forgotten_since_need_not_be_remembered() {
        assertThat(Invariants.check(7, List.of(reading(WHOLE)), Remembered.NOTHING, true, false))
                .isEmpty();
    }

    @Test
    void what_is_asked_twice_is_caught_unless_it_was_repeated_at_a_pod_that_could_not_know() {
        Remembered twice = new Remembered(Optional.of(reading(WHOLE).text()), "complete", 2, 0, List.of(), WHOLE);
        assertThat(check(WHOLE, twice)).containsExactly(Kind.ASKED_OTHERWISE);
        assertThat(Invariants.check(7, List.of(reading(WHOLE)), twice, false, true))
                .isEmpty();
    }

    private static List<Kind> check(List<StormEvent> read, Remembered remembered) {
        return Invariants.check(7, List.of(reading(read)), remembered, false, false).stream()
                .map(Violation::kind)
                .toList();
    }

    private static Reading reading(List<StormEvent> events) {
        return new Reading("somebody", events, "the connection ended");
    }

    private static Remembered remembered(List<StormEvent> events, String status) {
        return new Remembered(Optional.of(reading(events).text()), status, 1, 0, List.of(), events);
    }

    private static List<StormEvent> replaced(List<StormEvent> events, int index, StormEvent event) {
        return Stream.of(events.subList(0, index), List.of(event), events.subList(index + 1, events.size()))
                .flatMap(List::stream)
                .toList();
    }

    private static StormEvent status(long seq) {
        return event("{\"type\":\"status\",\"status\":\"processing\",\"seq\":" + seq + "}");
    }

    private static StormEvent chunk(long seq, String text) {
        return event("{\"type\":\"chunk\",\"content\":\"" + text + "\",\"seq\":" + seq + "}");
    }

    private static StormEvent end(long seq, String reason) {
        return event("{\"type\":\"complete\",\"finish_reason\":\"" + reason + "\",\"seq\":" + seq + "}");
    }

    private static StormEvent event(String json) {
        return StormEvent.of("data: " + json + "\n\n").orElseThrow();
    }
}
