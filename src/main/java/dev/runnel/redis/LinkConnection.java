package dev.runnel.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection with a client of its own (in a cluster: one connection per node). Commands of all callers are
 * pipelined on it in the order in which they were sent, so no call waits for a free connection, and no further
 * connections are opened while Redis is slow.
 */
final class LinkConnection {

    private final Deadlines deadlines;
    private final Redis client;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile RedisAPI redis;

    LinkConnection(Vertx vertx, RedisOptions options, Deadlines deadlines) {
        this.deadlines = deadlines;
        // A client makes all its connections on the loop on which it was made itself.
        AtomicReference<io.vertx.redis.client.Redis> made = new AtomicReference<>();
        deadlines.connections().dispatch(() -> made.set(io.vertx.redis.client.Redis.createClient(vertx, options)));
        this.client = Redis.newInstance(made.get());
    }

    /**
     * Connects, and waits for one answer: a server that accepts connections may still be too slow to be useful.
     *
     * @param patience for both
     * @param timeout for the answer
     * @param onEnd called when the connection ends by itself
     */
    Uni<Void> open(Duration patience, Duration timeout, Runnable onEnd) {
        return deadlines.within(patience, connect(onEnd).flatMap(unused -> ping(timeout)));
    }

    private Uni<Void> connect(Runnable onEnd) {
        return client.connect()
                .invoke(connection -> {
                    connection.endHandler(onEnd);
                    connection.exceptionHandler(unused -> onEnd.run());
                    redis = RedisAPI.api(connection);
                })
                .replaceWithVoid();
    }

    /** Fails if no answer arrives in time. */
    Uni<Void> ping(Duration timeout) {
        return deadlines.within(timeout, redis.ping(List.of()).replaceWithVoid());
    }

    /** May be called only after the connection was opened. */
    RedisAPI redis() {
        return redis;
    }

    /** Closes the sockets at once, even if answers are outstanding. */
    void close() {
        // The client treats a second close as an error, and a doubtful connection may be closed from two sides.
        if (closed.compareAndSet(false, true)) {
            client.close();
        }
    }
}
