package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final List<CompletableFuture<Void>> begun = new ArrayList<>();
    private final SingleFlight flight = new SingleFlight(() -> {
        begun.add(new CompletableFuture<>());
        return Uni.createFrom().completionStage(begun.getLast());
    });

    @Test
    void whoever_comes_meanwhile_waits_for_the_same_work() {
        UniAssertSubscriber<Void> first = join();
        UniAssertSubscriber<Void> second = join();
        assertThat(begun).hasSize(1);
        first.assertNotTerminated();
        begun.getFirst().complete(null);
        first.assertCompleted();
        second.assertCompleted();
    }

    @Test
    void whoever_comes_afterwards_has_it_done_anew_also_if_it_failed() {
        UniAssertSubscriber<Void> first = join();
        begun.getFirst().completeExceptionally(new IllegalStateException("no"));
        first.assertCompleted();
        UniAssertSubscriber<Void> second = join();
        assertThat(begun).hasSize(2);
        second.assertNotTerminated();
        begun.getLast().complete(null);
        second.assertCompleted();
    }

    @Test
    void nothing_begins_before_somebody_waits_for_it_and_nothing_ends_because_nobody_does_any_more() {
        Uni<Void> unheard = flight.join();
        assertThat(begun).isEmpty();
        unheard.subscribe().with(done -> {}).cancel();
        UniAssertSubscriber<Void> second = join();
        assertThat(begun).hasSize(1);
        begun.getFirst().complete(null);
        second.assertCompleted();
    }

    private UniAssertSubscriber<Void> join() {
        return flight.join().subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
