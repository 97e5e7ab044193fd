package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which connection a call gets, and on which event loop it is told of its response. */
class ConnectionPoolsTest extends ConnectionPoolsTestBase {

    @Test
    void a_loops_calls_use_the_connection_that_is_its_own() throws Exception {
        ConnectionPools pools = pools(10);
        Gate both = new Gate();
        provider.byDefault(Script.tokens("Hel").holdAt(both).then("lo"));
        Call first = result(ask(pools, one));
        Call second = result(ask(pools, other));
        both.open();
        awaitEnd(first, one);
        awaitEnd(second, other);

        Call next = result(ask(pools, one));
        awaitEnd(next, one);
        Call nextOfTheOther = result(ask(pools, other));

        assertThat(next.connection()).isSameAs(first.connection());
        assertThat(nextOfTheOther.connection()).isSameAs(second.connection());
    }

    @Test
    void a_connection_that_another_loop_has_left_beats_a_new_one() throws Exception {
        ConnectionPools pools = pools(10);
        Call first = result(ask(pools, one));
        awaitEnd(first, one);

        Call next = result(ask(pools, other));

        assertThat(next.connection()).isSameAs(first.connection());
    }

    @Test
    void a_loop_that_had_to_borrow_a_connection_has_one_of_its_own_for_its_next_call() throws Exception {
        ConnectionPools pools = pools(10);
        Call first = result(ask(pools, one));
        awaitEnd(first, one);
        Call borrowed = result(ask(pools, other));
        awaitEnd(borrowed, one);
        await().until(() -> reserve(pools, other).map(Reservation::of), spare -> {
            spare.ifPresent(Reservation::release);
            return spare.isPresent();
        });
        awaitTurn(other);

        Call next = result(ask(pools, other));
        awaitEnd(next, other);

        assertThat(next.connection()).isNotSameAs(first.connection());
        assertThat(provider.requests()).hasSize(3);
        assertThat(provider.openConnections()).isEqualTo(2);
    }

    @Test
    void a_connection_that_a_loops_virtual_thread_has_left_is_that_loops_own() throws Exception {
        ConnectionPools pools = pools(10);
        assertThat(reserve(pools, one)).isEmpty();
        Promise<Call> sent = Promise.promise();
        Thread.startVirtualThread(() -> ((ContextInternal) other)
                .dispatch(go -> pools.request(destination()).map(Call::of).onComplete(sent)));

        awaitEnd(result(sent.future()), other);

        assertThat(reserve(pools, one)).isEmpty();
        assertThat(reserve(pools, other)).isPresent();
    }

    @Test
    void who_asks_from_another_thread_is_told_on_the_loop_even_when_it_is_late_to_listen() throws Exception {
        Future<HttpClientRequest> opened = pools(10).request(destination());
        result(opened);
        Promise<Boolean> told = Promise.promise();

        opened.onSuccess(unused -> told.complete(Context.isOnEventLoopThread()));

        assertThat(result(told.future())).isTrue();
    }

    @Test
    void words_are_told_before_the_reset_that_follows_them_when_another_loops_call_is_busy() throws Exception {
        ConnectionPools pools = pools(10);
        awaitEnd(result(ask(pools, one)), one);
        Gate gate = new Gate();
        provider.enqueue(Script.tokens().holdAt(gate).then("Hello").thenReset());
        List<String> told = new CopyOnWriteArrayList<>();
        Promise<Void> listening = Promise.promise();
        Promise<Void> lost = Promise.promise();
        other.runOnContext(go -> pools.request(destination())
                .compose(request -> request.send(QUESTION))
                .onSuccess(response -> {
                    response.handler(words -> told.add(words.toString()));
                    response.exceptionHandler(thrown -> {
                        told.add("reset");
                        lost.tryComplete();
                    });
                    listening.complete();
                }));
        result(listening.future());
        CompletableFuture<Void> busy = new CompletableFuture<>();
        other.runOnContext(unused -> busy.join());

        gate.open();
        result(lost.future());
        busy.complete(null);
        awaitTurn(other);

        assertThat(String.join("", told)).containsSubsequence("Hello", "reset");
    }

    @Test
    void a_call_beyond_the_bound_waits_for_another_to_end() throws Exception {
        ConnectionPools pools = pools(1);
        Gate gate = new Gate();
        provider.enqueue(Script.tokens("Hel").holdAt(gate).then("lo"));
        Call first = result(ask(pools, one));
        Future<Call> waiting = ask(pools, other);
        provider.awaitTokensSent(0, 1);

        assertThat(waiting.isComplete()).isFalse();
        assertThat(provider.openConnections()).isEqualTo(1);
        gate.open();
        assertThat(result(waiting).connection()).isSameAs(first.connection());
    }
}
