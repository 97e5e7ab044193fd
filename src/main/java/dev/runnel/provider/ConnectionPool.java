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

/** The connections of one event loop. Each serves one call at a time and is kept for the next. The pool counts them. */
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
        ResponseDecompressor.readOn(connection);
        connection.closeHandler(closed -> connections.decrementAndGet());
        // The call that used the connection learns of the loss. A lost idle connection is no error worth a log line.
        connection.exceptionHandler(thrown -> LOG.debugf("connection lost: %s", thrown.toString()));
    }

    boolean isOnItsLoop() {
        return loop.inThread();
    }

    /**
     * Runs on the pool's event loop, whichever the caller's is. The client reports a lost connection ahead of data that
     * its loop has yet to hand to another loop, so the last text would be lost. And a request sent from another loop
     * may set its response handler only after the response has passed.
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

    /** Opens a connection for the next call, if all are in use and none is being opened. Nothing is sent on it. */
    void openSpare(RequestOptions options) {
        if (connections.get() == calls.get() && hasRoom() && !closed) {
            Reservation.of(request(options)).release();
        }
    }

    /** Whether a connection is idle. The answer may be outdated at once, so only speed may depend on it. */
    boolean hasIdle() {
        return connections.get() > calls.get();
    }

    /** Whether a call could start without waiting for another one to end; may be outdated like {@link #hasIdle}. */
    boolean hasRoom() {
        return calls.get() < size;
    }

    void close() {
        closed = true;
        client.close();
    }
}
