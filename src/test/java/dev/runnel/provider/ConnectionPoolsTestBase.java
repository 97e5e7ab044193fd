package dev.runnel.provider;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Connections from two event loops to one provider. */
abstract class ConnectionPoolsTestBase {

    static final String QUESTION =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    final Vertx vertx = Vertx.vertx();
    final ScriptedProvider provider = ScriptedProvider.openAi();

    final Context one = ((VertxInternal) vertx).createEventLoopContext();
    final Context other = ((VertxInternal) vertx).createEventLoopContext();

    /** A call that was sent: the connection that it took, and its end. */
    record Call(HttpConnection connection, Future<Void> end) {

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

    ConnectionPools pools(int maxConnections) {
        return new ConnectionPools(vertx, new HttpClientOptions(), maxConnections);
    }

    Future<Call> ask(ConnectionPools pools, Context loop) {
        Promise<Call> sent = Promise.promise();
        loop.runOnContext(go -> pools.request(destination()).map(Call::of).onComplete(sent));
        return sent.future();
    }

    Optional<Future<HttpClientRequest>> reserve(ConnectionPools pools, Context loop) throws Exception {
        Promise<Optional<Future<HttpClientRequest>>> reserved = Promise.promise();
        loop.runOnContext(go -> reserved.complete(pools.idleRequest(destination())));
        return result(reserved.future());
    }

    RequestOptions destination() {
        return new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(provider.baseUrl() + "/chat/completions");
    }

    /** The connection is back in its pool when what its loop does at the end is done. */
    static void awaitEnd(Call call, Context loop) throws Exception {
        result(call.end());
        awaitTurn(loop);
    }

    static void awaitTurn(Context loop) throws Exception {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(done::complete);
        result(done.future());
    }

    static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
