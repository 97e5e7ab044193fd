package dev.runnel.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Connections of one event loop that one call at a time uses, and which are kept for the next. It knows how many there
 * are.
 */
final class ConnectionPool {

    private static final Logger LOG = Logger.getLogger(ConnectionPool.class);

    private final ContextInternal loop;
    private final HttpClient client;
    private final int size;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    ConnectionPool(ContextInternal loop, HttpClientOptions options, int size) {
        this.loop = loop;
        this.size = size;
        this.client = loop.owner()
                .httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(size))
                .withConnectHandler(this::opened)
                .build();
    }

    private void opened(HttpConnection connection) {
        InterimResponses.skipOn(connection);
        connections.incrementAndGet();
        UnaskedCompression.readOn(connection);
        connection.closeHandler(closed -> connections.decrementAndGet());
        // A lost connection is told to the call that it carried; on its own it is no error worth a log line.
        connection.exceptionHandler(thrown -> LOG.debugf("connection lost: %s", thrown.toString()));
    }

    boolean isOnItsLoop() {
        return loop.inThread();
    }

    /**
     * On the pool's loop wherever the caller is: the client tells a lost connection past all that its loop has still to
     * hand to another one, so that the last words would be lost; and whoever sends from elsewhere may ask for the
     * response when that has come and gone.
     */
    Future<HttpClientRequest> request(RequestOptions options) {
        calls.incrementAndGet();
        if (isOnItsLoop()) {
            return open(options);
        }
        ContextInternal call = loop.duplicate();
        Promise<HttpClientRequest> opened = call.promise();
        call.runOnContext(unused -> open(options).onComplete(opened));
        return opened.future();
    }

    private Future<HttpClientRequest> open(RequestOptions options) {
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
