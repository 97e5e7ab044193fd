package dev.runnel.provider;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The connections to one provider, in a pool for each event loop.
 *
 * <p>A connection is served by the loop that opened it. When a call of another loop uses it, each word wakes that loop's
 * thread, and the first one's again to be told that it was taken. One pool for all would give most calls such a
 * connection. But it still is better than none: to open another takes the first word longer than all the others. So a
 * loop whose own are all in use borrows one, and opens a spare one when the call is on its way.
 */
final class ConnectionPools {

    /** By then the first word of a quick provider is there; nothing of the opening takes time from it. */
    private static final long SPARE_DELAY_MS = 20;

    private final Vertx vertx;
    private final List<ConnectionPool> pools;
    private final Map<Thread, ConnectionPool> ofLoops = new ConcurrentHashMap<>();
    private final AtomicInteger loops = new AtomicInteger();

    /** @param maxConnections of all pools, rounded up to as many for each */
    ConnectionPools(Vertx vertx, HttpClientOptions options, int maxConnections) {
        this.vertx = vertx;
        int count = Math.min(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE, maxConnections);
        int size = Math.ceilDiv(maxConnections, count);
        this.pools = Stream.generate(() -> new ConnectionPool(vertx, options, size))
                .limit(count)
                .toList();
    }

    /**
     * From another thread it goes to its context's loop first, which opens the connection and so is to have it. It is
     * told there, too: whoever sends from elsewhere may ask for the response when that has come and gone.
     */
    Future<HttpClientRequest> request(RequestOptions options) {
        return ofThisLoop().map(own -> request(own, options)).orElseGet(() -> {
            ContextInternal loop = (ContextInternal) vertx.getOrCreateContext();
            Promise<HttpClientRequest> opened = loop.promise();
            loop.runOnContext(unused -> request(options).onComplete(opened));
            return opened.future();
        });
    }

    private Future<HttpClientRequest> request(ConnectionPool own, RequestOptions options) {
        ConnectionPool chosen = choose(own);
        if (chosen != own && own.hasRoom()) {
            vertx.setTimer(SPARE_DELAY_MS, unused -> own.openSpare(options));
        }
        return chosen.request(options);
    }

    /** On a free connection of the calling loop; empty when that has none, and on any other thread. */
    Optional<Future<HttpClientRequest>> idleRequest(RequestOptions options) {
        return ofThisLoop().filter(ConnectionPool::hasIdle).map(own -> own.request(options));
    }

    void close() {
        pools.forEach(ConnectionPool::close);
    }

    private ConnectionPool choose(ConnectionPool own) {
        if (own.hasIdle()) {
            return own;
        }
        return any(ConnectionPool::hasIdle)
                .or(() -> Optional.of(own).filter(ConnectionPool::hasRoom))
                .or(() -> any(ConnectionPool::hasRoom))
                .orElse(own);
    }

    private Optional<ConnectionPool> any(Predicate<ConnectionPool> test) {
        return pools.stream().filter(test).findFirst();
    }

    /** Empty on a thread that is no event loop. */
    private Optional<ConnectionPool> ofThisLoop() {
        return Context.isOnEventLoopThread()
                ? Optional.of(ofLoops.computeIfAbsent(
                        Thread.currentThread(), loop -> pools.get(loops.getAndIncrement() % pools.size())))
                : Optional.empty();
    }
}
