package dev.runnel.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InsightCallTest {

    private static final Insight ROME = new Insight(
            Optional.of(Context.NONE.after("booking", Map.of("place", "Rome"))), List.of("And wine?", "Later?"));
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private Consumer<Insight> call;
    private final InsightCall understanding = new InsightCall(listener -> {
        begun.incrementAndGet();
        call = listener;
        return givenUp::incrementAndGet;
    });

    @Test
    void a_call_begins_when_it_is_told_to_and_once() {
        assertThat(begun).hasValue(0);
        understanding.begin();
        understanding.begin();
        assertThat(begun).hasValue(1);
    }

    @Test
    void a_call_that_is_given_up_before_it_begins_never_does() {
        understanding.cancel();
        understanding.begin();
        assertThat(begun).hasValue(0);
        assertThat(within(Duration.ZERO)).isEqualTo(Insight.NONE);
    }

    @Test
    void who_has_no_time_gets_nothing_at_once() {
        understanding.begin();
        assertThat(within(Duration.ZERO)).isEqualTo(Insight.NONE);
    }

    @Test
    void who_waits_for_a_call_that_hangs_gets_nothing_when_the_time_is_up_and_the_call_goes_on() {
        understanding.begin();
        assertThat(within(A_MOMENT)).isEqualTo(Insight.NONE);
        assertThat(givenUp).hasValue(0);
        call.accept(ROME);
        assertThat(within(Duration.ZERO)).isEqualTo(ROME);
    }

    @Test
    void what_is_there_already_needs_no_time() {
        understanding.begin();
        call.accept(ROME);
        assertThat(within(Duration.ZERO)).isEqualTo(ROME);
    }

    @Test
    void a_call_is_given_up_once_and_whoever_waits_for_it_gets_nothing() {
        understanding.begin();
        CompletableFuture<Insight> waiting =
                understanding.within(Duration.ofMinutes(1)).subscribeAsCompletionStage();
        understanding.cancel();
        understanding.cancel();
        assertThat(waiting).isCompletedWithValue(Insight.NONE);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void what_came_in_time_is_not_given_up() {
        understanding.begin();
        call.accept(ROME);
        understanding.cancel();
        assertThat(givenUp).hasValue(0);
    }

    private Insight within(Duration budget) {
        return understanding.within(budget).await().atMost(Duration.ofSeconds(10));
    }
}
