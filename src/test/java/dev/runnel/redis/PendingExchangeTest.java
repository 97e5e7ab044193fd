package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When an exchange is given up, by ticks that a test makes. */
class PendingExchangeTest {

    private static final int TICKS = 5;

    private final AtomicReference<UniEmitter<? super String>> answer = new AtomicReference<>();
    private final AtomicReference<PendingExchange<String>> pending = new AtomicReference<>();
    private final UniAssertSubscriber<String> caller = Uni.createFrom()
            .<String>emitter(emitter -> {
                pending.set(new PendingExchange<>(emitter, TICKS));
                pending.get().start(Uni.createFrom().emitter(asked -> answer.set(asked)));
            })
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    private boolean cancelled;

    @Test
    void it_is_given_up_at_the_last_tick_and_not_before() {
        answer.get().onTermination(() -> cancelled = true);
        tick(TICKS - 1, false);
        caller.assertNotTerminated();
        tick(1, false);

        caller.assertFailedWith(TimeoutException.class);
        assertThat(cancelled).isTrue();
        assertThat(pending.get().isOver()).isTrue();
    }

    @Test
    void late_ticks_count_half() {
        tick(2 * TICKS - 1, true);
        caller.assertNotTerminated();
        tick(1, true);

        caller.assertFailedWith(TimeoutException.class);
    }

    @Test
    void an_answer_ends_it_and_what_comes_after_changes_nothing() {
        answer.get().complete("here");
        tick(TICKS, false);

        caller.assertCompleted().assertItem("here");
        assertThat(pending.get().isOver()).isTrue();
    }

    @Test
    void a_caller_that_does_not_wait_any_more_ends_it_too() {
        answer.get().onTermination(() -> cancelled = true);
        caller.cancel();

        assertThat(cancelled).isTrue();
        assertThat(pending.get().isOver()).isTrue();
    }

    private void tick(int times, boolean late) {
        IntStream.range(0, times).forEach(unused -> pending.get().tick(late));
    }
}
