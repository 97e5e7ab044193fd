package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Keeps one connection to Redis, and finds out by itself when it is gone and when there is one again.
 *
 * <pre>
 *  ┌────────── a call fails ───────────┐
 *  │                                   ▼
 *  up ◄── a new connection answers ── away ─► tries again at each beat
 *  │  ▲                                ▲
 *  │  │ it answers a PING              │ neither it nor a new one does
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
    /** Without a beat: only a process that stands still misses so many. */
    private static final Duration STANDSTILL = BEAT.multipliedBy(4);

    private final Vertx vertx;
    private final RedisOptions options;
    private final Duration timeout;
    private final Deadlines deadlines;
    private final LinkLog log;
    private final Runnable onReturn;
    private final PauseDetector pauses;
    private final AtomicInteger connections = new AtomicInteger();

    private final SingleFlight attempt = new SingleFlight(this::find);

    /** The connection in use; null while in doubt or down. */
    private volatile LinkConnection current;
    /** The connection that was too slow, until it is known whether it answers; null if there is none. */
    private LinkConnection doubted;
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
        this.pauses = new PauseDetector(STANDSTILL, clock);
    }

    /** Waits for the first attempt, whether it succeeds or not. */
    void start() {
        deadlines.start();
        attempt.join().await().indefinitely();
        timer = vertx.setPeriodic(BEAT.toMillis(), unused -> beat());
    }

    void stop() {
        vertx.cancelTimer(timer);
        List<LinkConnection> open;
        synchronized (this) {
            stopped = true;
            open = Stream.of(current, doubted).filter(Objects::nonNull).toList();
            // So that closing them does not count as an outage.
            current = null;
            doubted = null;
        }
        open.forEach(LinkConnection::close);
        deadlines.stop();
    }

    /** Empty while Redis cannot be used. */
    Optional<LinkConnection> connection() {
        return Optional.ofNullable(current);
    }

    /**
     * Whether this process has stood still since it last knew of Redis. The connection may have been closed meanwhile, or
     * Redis may have been back for long: other pods use it, so an attempt comes before anything that is done without it.
     */
    boolean hasStoodStill() {
        return pauses.hasStoodStill();
    }

    /** The connection in use if it still answers, else a new one. Empty if Redis cannot be used. */
    Uni<Optional<LinkConnection>> attemptedConnection() {
        // The first attempt may have begun before the pause.
        return attempt.join()
                .flatMap(unused ->
                        hasStoodStill() ? attempt.join() : Uni.createFrom().voidItem())
                .map(unused -> connection());
    }

    /** How many have been opened so far. */
    int connections() {
        return connections.get();
    }

    private void beat() {
        pauses.count();
        attempt.join().subscribe().with(unused -> {});
    }

    /**
     * Takes the connection out of service; does nothing if it is out already. One that is open and does not answer, as
     * when Redis or the network pauses, is used again as soon as it does, because a new one would take longer. No call
     * waits meanwhile.
     */
    void lose(LinkConnection used, Throwable failure) {
        boolean mayAnswer = failure instanceof TimeoutException;
        synchronized (this) {
            if (current != used) {
                return;
            }
            current = null;
            doubted = mayAnswer ? used : null;
            missed = true;
        }
        if (mayAnswer) {
            attempt.join().subscribe().with(unused -> {});
        } else {
            used.close();
            log.away(failure);
        }
    }

    /** Finds out how Redis is; runs once at a time. */
    private Uni<Void> find() {
        LinkConnection known;
        synchronized (this) {
            if (stopped) {
                return Uni.createFrom().voidItem();
            }
            known = current == null ? doubted : current;
        }
        return known == null ? connect() : check(known);
    }

    private Uni<Void> check(LinkConnection known) {
        int begun = pauses.count();
        return known.ping(hasStoodStill() ? timeout : PING_TIMEOUT)
                .invoke(() -> {
                    if (isKnown(known)) {
                        arrive(known, begun);
                    }
                })
                .onFailure()
                .recoverWithUni(failure -> {
                    giveUp(known, failure);
                    // What is known now is how the connection is, and not how Redis is.
                    return find();
                });
    }

    /** Else it was closed since its PING was answered. */
    private synchronized boolean isKnown(LinkConnection answering) {
        return answering == current || answering == doubted;
    }

    private Uni<Void> connect() {
        int begun = pauses.count();
        LinkConnection opened = new LinkConnection(vertx, options, deadlines);
        RedisAwayException closed = new RedisAwayException("the connection was closed");
        return opened.open(CONNECT_TIMEOUT, timeout, () -> lose(opened, closed))
                .invoke(() -> {
                    connections.incrementAndGet();
                    arrive(opened, begun);
                })
                .onFailure()
                .invoke(failure -> {
                    pauses.judged(begun);
                    giveUp(opened, failure);
                });
    }

    private void arrive(LinkConnection answering, int begun) {
        boolean returned;
        synchronized (this) {
            if (stopped) {
                answering.close();
                return;
            }
            returned = missed;
            missed = false;
            current = answering;
            doubted = null;
        }
        pauses.judged(begun);
        log.back();
        if (returned) {
            onReturn.run();
        }
    }

    private void giveUp(LinkConnection silent, Throwable failure) {
        synchronized (this) {
            current = current == silent ? null : current;
            doubted = doubted == silent ? null : doubted;
            missed = true;
        }
        silent.close();
        log.away(failure);
    }
}
