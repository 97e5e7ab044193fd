package dev.runnel.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/**
 * Passes requests to the provider and its bytes back, and knows nothing of tokens: the least that an HTTP service on the
 * same libraries could cost.
 */
final class ByteProxy {

    private static final int CONNECTIONS = 20_000;

    private final HttpClient client;
    private final int provider;

    private ByteProxy(HttpClient client, int provider) {
        this.client = client;
        this.provider = provider;
    }

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        ByteProxy proxy = new ByteProxy(client, Integer.parseInt(arguments[0]));
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(8192).setTcpNoDelay(true))
                .requestHandler(proxy::pass)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> ChildProcess.announce(server.actualPort()));
    }

    private void pass(HttpServerRequest request) {
        request.body()
                .compose(body -> client.request(request.method(), provider, "127.0.0.1", request.uri())
                        .compose(onward -> onward.putHeader("Content-Type", "application/json")
                                .send(body)))
                .onFailure(thrown -> request.response().setStatusCode(502).end())
                .onSuccess(answer -> {
                    request.response().setStatusCode(answer.statusCode()).setChunked(true);
                    answer.pipeTo(request.response());
                });
    }
}
