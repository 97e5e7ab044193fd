package dev.runnel.provider;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The connections to one provider, in a pool for each event loop.
 *
 * <p>A connection is served by its pool's loop. When a caller on another loop uses it, each word wakes the viewer's loop
 * besides. One pool for all would give most calls such a connection. But it still is better than none: to open another
 * takes the first word longer than all the others. So a loop whose own are all in use borrows one, and opens a spare one
 * when the call is on its way.
 */
final class ConnectionPools {

    /** By then the first word of a quick provider is there; nothing of the opening takes time from it. */
    private static final long SPARE_DELAY_MS = 20;

    private final Vertx vertx;
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final Map<EventLoop, ConnectionPool> ofLoops = new HashMap<>();

    /** @param maxConnections of all pools, rounded up to as many for each; when loops are more, they share */
    ConnectionPools(Vertx vertx, HttpClientOptions options, int maxConnections) {
        this.vertx = vertx;
        List<EventLoop> loops = loops(vertx);
        int count = Math.min(loops.size(), maxConnections);
        int size = Math.ceilDiv(maxConnections, count);
        for (EventLoop loop : loops.subList(0, count)) {
            pools.add(new ConnectionPool(context(vertx, loop), options, size));
        }
        for (int i = 0; i < loops.size(); i++) {
            ofLoops.put(loops.get(i), pools.get(i % count));
        }
    }

    private static List<EventLoop> loops(Vertx vertx) {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            loops.add((EventLoop) loop);
        }
        return loops;
    }

    private static ContextInternal context(Vertx vertx, EventLoop loop) {
        return ((VertxInternal) vertx)
                .createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader());
    }

    /** May be called from any thread; the request is told, sent and answered on its connection's loop. */
    Future<HttpClientRequest> request(RequestOptions options) {
        ConnectionPool own = own();
        ConnectionPool chosen = choose(own);
        if (chosen != own && own.hasRoom()) {
            vertx.setTimer(SPARE_DELAY_MS, unused -> own.openSpare(options));
        }
        return chosen.request(options);
    }

    /** On a free connection of the calling loop; empty when that has none, and on any other thread. */
    Optional<Future<HttpClientRequest>> idleRequest(RequestOptions options) {
        return Optional.of(own())
                .filter(own -> own.isOnItsLoop() && own.hasIdle())
                .map(own -> own.request(options));
    }

    void close() {
        pools.forEach(ConnectionPool::close);
    }

    private ConnectionPool own() {
        return ofLoops.get(((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop());
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
}
