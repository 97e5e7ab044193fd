package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolsTest {

    private static final String QUESTION =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedProvider provider = ScriptedProvider.openAi();
    private final Context one = ((VertxInternal) vertx).createEventLoopContext();
    private final Context other = ((VertxInternal) vertx).createEventLoopContext();

    /** A call that was sent: the connection that it took, and its end. */
    private record Call(HttpConnection connection, Future<Void> end) {

        static Call of(HttpClientRequest request) {
            return new Call(request.connection(), request.send(QUESTION).compose(HttpClientResponse::end));
        }
    }

    @BeforeEach
    void theProviderAnswersAtOnce() {
        provider.byDefault(Script.tokens("Hello"));
    }

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
        provider.close();
    }

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
        assertThat(provider.openConnections()).isEqualTo(1);
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

    private ConnectionPools pools(int maxConnections) {
        return new ConnectionPools(vertx, new HttpClientOptions(), maxConnections);
    }

    private Future<Call> ask(ConnectionPools pools, Context loop) {
        Promise<Call> sent = Promise.promise();
        loop.runOnContext(go -> pools.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(provider.baseUrl() + "/chat/completions"))
                .map(Call::of)
                .onComplete(sent));
        return sent.future();
    }

    /** The connection is back in its pool when what its loop does at the end is done. */
    private static void awaitEnd(Call call, Context loop) throws Exception {
        result(call.end());
        Promise<Void> done = Promise.promise();
        loop.runOnContext(done::complete);
        result(done.future());
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
