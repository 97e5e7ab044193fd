package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

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
    /** More than a call gets: nobody waits for this PING, so a short pause need not count as an outage. */
    private static final Duration PING_TIMEOUT = Duration.ofMillis(400);
    /** Longer than the kernel takes to repeat a lost SYN. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1500);
    /** Whether Redis is there is found anew at least so often, unless this process stands still. */
    private static final Duration LONGEST_ATTEMPT = CONNECT_TIMEOUT.plus(BEAT).plus(BEAT);

    private final Vertx vertx;
    private final RedisOptions options;
    private final Duration timeout;
    private final Deadlines deadlines;
    private final LinkLog log;
    private final Runnable onReturn;
    private final PauseDetector pauses;
    private final AtomicInteger connections = new AtomicInteger();

    /** The connection in use; null while in doubt or down. */
    private volatile LinkConnection current;
    /** The connection that may be used soon: a new one, or the one in doubt. */
    private volatile LinkConnection next;
    /** To find out how Redis is. */
    private final SingleFlight attempt = new SingleFlight();
    /** Whether a call may have failed since Redis last came back. */
    private boolean missed;

    private boolean stopped;
    private long timer;

    /**
     * @param timeout within which a new connection must answer its first PING
     * @param onReturn called when Redis is back after calls may have failed
     * @param clock in nanoseconds; it goes on while this process stands still
     */
    LinkWatch(
            Vertx vertx,
            RedisOptions options,
            Duration timeout,
            Deadlines deadlines,
            LinkLog log,
            Runnable onReturn,
            LongSupplier clock) {
        this.vertx = vertx;
        this.options = options;
        this.timeout = timeout;
        this.deadlines = deadlines;
        this.log = log;
        this.onReturn = onReturn;
        this.pauses = new PauseDetector(LONGEST_ATTEMPT, clock);
    }

    /** Waits for the first attempt, whether it succeeds or not. */
    void start() {
        deadlines.start();
        attempt().await().indefinitely();
        timer = vertx.setPeriodic(BEAT.toMillis(), unused -> beat());
    }

    void stop() {
        vertx.cancelTimer(timer);
        synchronized (this) {
            stopped = true;
        }
        Optional.ofNullable(next).ifPresent(LinkConnection::close);
        Optional<LinkConnection> last = connection();
        // So that closing it does not count as an outage.
        current = null;
        last.ifPresent(LinkConnection::close);
        deadlines.stop();
    }

    /** Empty while Redis cannot be used. */
    Optional<LinkConnection> connection() {
        return Optional.ofNullable(current);
    }

    /**
     * Whether this process has stood still since it last knew of Redis. The connection may have been closed meanwhile, or
     * Redis may have been back for long: other pods use it, so one attempt comes before anything that is done without it.
     */
    boolean hasStoodStill() {
        return pauses.hasStoodStill();
    }

    /** The connection in use if it still answers, else a new one. Empty if Redis cannot be used. */
    Uni<Optional<LinkConnection>> attemptedConnection() {
        // The first one may have begun before the pause.
        return attempt()
                .flatMap(
                        unused -> hasStoodStill() ? attempt() : Uni.createFrom().voidItem())
                .map(unused -> connection());
    }

    /** How many have been opened so far. */
    int connections() {
        return connections.get();
    }

    /** Takes the connection out of service; does nothing if it is out already. */
    void lose(LinkConnection used, Throwable failure) {
        if (!takeOut(used)) {
            return;
        }
        if (failure instanceof TimeoutException) {
            doubt(used, failure);
        } else {
            giveUp(used, failure);
        }
    }

    private synchronized boolean takeOut(LinkConnection used) {
        if (current != used) {
            return false;
        }
        current = null;
        missed = true;
        // After a pause this tells how the connection is, and not how Redis is.
        if (!hasStoodStill()) {
            pauses.judged(pauses.now());
        }
        return true;
    }

    private void beat() {
        LinkConnection used = current;
        long begun = pauses.now();
        if (used != null) {
            used.ping(PING_TIMEOUT).subscribe().with(unused -> pauses.judged(begun), failure -> lose(used, failure));
        } else {
            attempt().subscribe().with(unused -> {});
        }
    }

    /** Of one that may be used soon it is known already; and a second one would never be closed. */
    private synchronized Uni<Void> attempt() {
        if (attempt.isFree() && next == null && !stopped) {
            LinkConnection used = current;
            attempt.begin(used == null ? connect() : confirm(used));
        }
        return attempt.await();
    }

    private Uni<Void> confirm(LinkConnection used) {
        long begun = pauses.now();
        return used.ping(timeout).invoke(() -> pauses.judged(begun)).onFailure().recoverWithUni(failure -> {
            if (takeOut(used)) {
                giveUp(used, failure);
            }
            return mayConnect() ? connect() : Uni.createFrom().voidItem();
        });
    }

    private synchronized boolean mayConnect() {
        return current == null && next == null && !stopped;
    }

    private Uni<Void> connect() {
        LinkConnection attempt = new LinkConnection(vertx, options, deadlines);
        long begun = pauses.now();
        next = attempt;
        RedisAwayException closed = new RedisAwayException("the connection was closed");
        return attempt.open(CONNECT_TIMEOUT, timeout, () -> lose(attempt, closed))
                .invoke(() -> {
                    connections.incrementAndGet();
                    arrive(attempt, begun);
                })
                .onFailure()
                .invoke(failure -> {
                    pauses.judged(begun);
                    giveUp(attempt, failure);
                })
                .onTermination()
                .invoke(() -> next = null);
    }

    private void arrive(LinkConnection opened, long begun) {
        boolean returned;
        synchronized (this) {
            returned = missed;
            missed = false;
            current = opened;
            pauses.judged(begun);
        }
        log.back();
        if (returned) {
            onReturn.run();
        }
    }

    /**
     * The connection is open but does not answer, as when Redis or the network pauses. No call waits meanwhile. It is used
     * again as soon as it answers, because a new connection would take longer.
     */
    private void doubt(LinkConnection used, Throwable failure) {
        long begun = pauses.now();
        Uni<Void> answered = used.ping(PING_TIMEOUT)
                .onTermination()
                .invoke(() -> next = null)
                .invoke(() -> arrive(used, begun))
                .onFailure()
                .invoke(unused -> {
                    pauses.judged(begun);
                    giveUp(used, failure);
                });
        synchronized (this) {
            next = used;
            attempt.begin(answered);
        }
        attempt.await().subscribe().with(unused -> {});
    }

    private void giveUp(LinkConnection used, Throwable failure) {
        used.close();
        synchronized (this) {
            missed = true;
        }
        log.away(failure);
    }
}
