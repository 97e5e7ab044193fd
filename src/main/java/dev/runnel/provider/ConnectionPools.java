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
 * The connections to one provider, with a pool for each event loop.
 *
 * <p>A connection is served by its pool's loop. If the caller is on another loop, each piece of text has to wake that
 * loop too. A single pool would give most calls such a connection. But using one is still better than waiting for a new
 * connection, which delays the first token by more than all those wake-ups. So a loop whose own connections are all in
 * use borrows one of another loop, and opens a spare one after the call has been sent.
 */
final class ConnectionPools {

    /** By then a quick provider has sent its first token, so opening the spare connection does not delay it. */
    private static final long SPARE_DELAY_MS = 20;

    private final Vertx vertx;
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final Map<EventLoop, ConnectionPool> ofLoops = new HashMap<>();

    /**
     * @param maxConnections over all pools, rounded up to the same number for each; if there are more loops than that,
     *     they share pools
     */
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

    /** May be called from any thread; the request is passed on, sent and answered on its connection's loop. */
    Future<HttpClientRequest> request(RequestOptions options) {
        ConnectionPool own = own();
        ConnectionPool chosen = choose(own);
        if (chosen != own && own.hasRoom()) {
            vertx.setTimer(SPARE_DELAY_MS, unused -> own.openSpare(options));
        }
        return chosen.request(options);
    }

    /** A request on an idle connection of the calling loop; empty if it has none, and on any other thread. */
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
