package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps one connection to Redis, and finds out by itself when it is gone and when there is one again.
 *
 * <pre>
 *  ┌────── a call or a PING fails ─────┐
 *  │                                   ▼
 *  up ◄── a new connection answers ── away ─► tries again at each beat
 *  │  ▲                                ▲
 *  │  │ it answers a PING              │ it does not
 *  │  │                                │
 *  └──┴── in doubt ────────────────────┘
 * too slow
 * </pre>
 */
final class LinkWatch {

    /** Half of what an operator would call "at once"; two commands a second cost Redis nothing. */
    private static final Duration BEAT = Duration.ofMillis(500);
    /** More than a call gets: a PING that nobody waits for need not raise the alarm over a short stall. */
    private static final Duration PING_PATIENCE = Duration.ofMillis(400);
    /** Longer than the kernel takes to repeat a lost SYN. */
    private static final Duration CONNECT_PATIENCE = Duration.ofMillis(1500);

    private final Vertx vertx;
    private final RedisOptions options;
    private final Duration timeout;
    private final Deadlines deadlines;
    private final LinkLog log;
    private final Runnable onReturn;
    private final AtomicInteger connections = new AtomicInteger();

    /** The connection that serves; null while in doubt and away. */
    private volatile LinkConnection current;
    /** The connection that may serve soon: a new one, or the one in doubt. */
    private volatile LinkConnection next;
    /** Whether some call may have failed since the last return. */
    private boolean missed;

    private long timer;

    /**
     * @param timeout in which a new connection must answer its first PING
     * @param onReturn called when Redis is back and somebody may have missed it
     */
    LinkWatch(
            Vertx vertx, RedisOptions options, Duration timeout, Deadlines deadlines, LinkLog log, Runnable onReturn) {
        this.vertx = vertx;
        this.options = options;
        this.timeout = timeout;
        this.deadlines = deadlines;
        this.log = log;
        this.onReturn = onReturn;
    }

    /** Waits for the first attempt, whatever comes of it. */
    void start() {
        deadlines.start();
        connect().onFailure().recoverWithNull().await().indefinitely();
        timer = vertx.setPeriodic(BEAT.toMillis(), unused -> beat());
    }

    void stop() {
        vertx.cancelTimer(timer);
        close(next);
        LinkConnection last = current;
        // So that its end is not taken for an outage.
        current = null;
        close(last);
        deadlines.stop();
    }

    /** Empty while Redis cannot be asked. */
    Optional<LinkConnection> connection() {
        return Optional.ofNullable(current);
    }

    /** How many have been opened so far. */
    int connections() {
        return connections.get();
    }

    /** Takes the connection out of service; does nothing when it is out already. */
    void lose(LinkConnection used, Throwable failure) {
        synchronized (this) {
            if (current != used) {
                return;
            }
            current = null;
            missed = true;
        }
        if (failure instanceof TimeoutException) {
            doubt(used, failure);
        } else {
            giveUp(used, failure);
        }
    }

    private void beat() {
        LinkConnection used = current;
        if (used != null) {
            used.ping(PING_PATIENCE).subscribe().with(unused -> {}, failure -> lose(used, failure));
        } else if (next == null) {
            connect().subscribe().with(unused -> {}, unused -> {});
        }
    }

    private Uni<Void> connect() {
        LinkConnection attempt = new LinkConnection(vertx, options, deadlines);
        next = attempt;
        RedisAwayException closed = new RedisAwayException("the connection was closed");
        return attempt.open(CONNECT_PATIENCE, timeout, () -> lose(attempt, closed))
                .invoke(() -> {
                    connections.incrementAndGet();
                    arrive(attempt);
                })
                .onFailure()
                .invoke(failure -> giveUp(attempt, failure))
                .onTermination()
                .invoke(() -> next = null);
    }

    private void arrive(LinkConnection opened) {
        boolean returned;
        synchronized (this) {
            returned = missed;
            missed = false;
            current = opened;
        }
        log.back();
        if (returned) {
            onReturn.run();
        }
    }

    /**
     * The connection stands and says nothing, as when Redis or the network pauses. Nobody waits
     * meanwhile, but as soon as it answers again it is used again; a new connection would take longer.
     */
    private void doubt(LinkConnection used, Throwable failure) {
        next = used;
        used.ping(PING_PATIENCE)
                .onTermination()
                .invoke(() -> next = null)
                .subscribe()
                .with(unused -> arrive(used), again -> giveUp(used, failure));
    }

    private void giveUp(LinkConnection used, Throwable failure) {
        used.close();
        synchronized (this) {
            missed = true;
        }
        log.away(failure);
    }

    private static void close(LinkConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }
}
