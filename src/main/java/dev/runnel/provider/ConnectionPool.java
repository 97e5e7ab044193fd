package dev.runnel.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Connections that one call at a time uses, and which are kept for the next. It knows how many there are. */
final class ConnectionPool {

    private static final Logger LOG = Logger.getLogger(ConnectionPool.class);

    private final HttpClient client;
    private final int size;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    ConnectionPool(Vertx vertx, HttpClientOptions options, int size) {
        this.size = size;
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(size))
                .withConnectHandler(this::opened)
                .build();
    }

    private void opened(HttpConnection connection) {
        connections.incrementAndGet();
        connection.closeHandler(closed -> connections.decrementAndGet());
        // A lost connection is told to the call that it carried; on its own it is no error worth a log line.
        connection.exceptionHandler(thrown -> LOG.debugf("connection lost: %s", thrown.toString()));
    }

    Future<HttpClientRequest> request(RequestOptions options) {
        calls.incrementAndGet();
        return client.request(options)
                .onSuccess(request -> request.response()
                        .compose(HttpClientResponse::end)
                        .onComplete(ended -> calls.decrementAndGet()))
                .onFailure(thrown -> calls.decrementAndGet());
    }

    /** Has a connection ready for the next call, when all are in use and none is being opened. Nothing is sent on it. */
    void openSpare(RequestOptions options) {
        if (connections.get() == calls.get() && hasRoom() && !closed) {
            Reservation.of(request(options)).release();
        }
    }

    /** Whether a connection waits for a call; at once out of date, so nothing may depend on it but speed. */
    boolean hasIdle() {
        return connections.get() > calls.get();
    }

    /** Whether a call would not have to wait for another's end; as {@link #hasIdle}. */
    boolean hasRoom() {
        return calls.get() < size;
    }

    void close() {
        closed = true;
        client.close();
    }
}
