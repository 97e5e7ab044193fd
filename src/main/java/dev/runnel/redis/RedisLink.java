package dev.runnel.redis;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one way to Redis, and the one judgement about it: what one caller finds out about an outage, all others know.
 *
 * <pre>
 *           ┌───────── a call or a PING fails ──────────┐
 *           │                                           ▼
 * unused    up ◄── a new connection answers a PING ── degraded ─► tries again at each beat
 *          │  ▲                                         ▲
 *  too slow│  │ the same connection answers a PING      │ it does not
 *          ▼  │                                         │
 *        in doubt ──────────────────────────────────────┘
 * </pre>
 */
@Startup
@ApplicationScoped
public class RedisLink {

    /** What Redis can do for this process now. */
    public enum State {
        /** Not configured. */
        UNUSED,
        UP,
        /** Configured and away: this process serves alone. */
        DEGRADED
    }

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    /** Half of what an operator would call "at once"; two commands a second cost Redis nothing. */
    private static final Duration BEAT = Duration.ofMillis(500);
    /** More than a call gets: a PING that nobody waits for need not raise the alarm over a short stall. */
    private static final Duration PING_PATIENCE = Duration.ofMillis(400);
    /** Longer than the kernel takes to repeat a lost SYN. */
    private static final Duration CONNECT_PATIENCE = Duration.ofMillis(1500);

    private final LinkLog log = new LinkLog();
    private final Vertx vertx;
    private final Duration timeout;
    private final Supplier<Optional<RedisOptions>> options;
    private final Supplier<Redis> client;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Runnable> onReturn = new CopyOnWriteArrayList<>();

    private volatile LinkConnection current;
    private volatile LinkConnection opening;
    /** Whether the operator was told. */
    private boolean away;
    /** Whether some call may have failed since the last return. */
    private boolean missed;

    private long timer;

    @Inject
    RedisLink(Vertx vertx, RedisConfig config, LinkOptions options, Instance<Redis> client) {
        this(vertx, config.timeout(), options::get, client::get);
    }

    RedisLink(Vertx vertx, Duration timeout, Supplier<Optional<RedisOptions>> options, Supplier<Redis> client) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.options = options;
        this.client = client;
    }

    /** Waits for the first attempt, so that no request finds a Redis away that was merely not asked yet. */
    @PostConstruct
    void start() {
        if (isConfigured()) {
            connect().onFailure().recoverWithNull().await().indefinitely();
            timer = vertx.setPeriodic(BEAT.toMillis(), unused -> beat());
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
        close(opening);
        LinkConnection last = current;
        // So that its end is not taken for an outage.
        current = null;
        close(last);
    }

    /** Whether {@code REDIS_URL} is set. */
    public boolean isConfigured() {
        return options.get().isPresent();
    }

    public State state() {
        if (current != null) {
            return State.UP;
        }
        return isConfigured() ? State.DEGRADED : State.UNUSED;
    }

    /**
     * Runs one exchange with Redis, which waits for {@code runnel.redis.timeout} at most. While Redis is away it fails
     * at once with {@link RedisAwayException} and touches no network; the failure or the timeout of an exchange makes
     * Redis away, and such an exchange may or may not have happened. An error reply, and an exception of the exchange's
     * own code, is the failure of that call alone.
     *
     * <p>All calls share one connection, in the order in which they are made: nothing that blocks, subscribes, selects
     * or opens a transaction may be sent on it.
     */
    public <T> Uni<T> call(Function<RedisAPI, Uni<T>> exchange) {
        return Uni.createFrom().deferred(() -> {
            LinkConnection used = current;
            if (used == null) {
                return Uni.createFrom().failure(new RedisAwayException("Redis is away"));
            }
            return exchange.apply(used.redis())
                    .ifNoItem()
                    .after(timeout)
                    .fail()
                    .onFailure()
                    .transform(failure -> judge(used, failure));
        });
    }

    /**
     * The client itself, for a loop with a connection and waits of its own; only when configured. A blocking read on it
     * must wait for less than {@code quarkus.redis.tcp.idle-timeout}.
     */
    public Redis client() {
        return client.get();
    }

    /** Has the action called each time Redis comes back after having been away; it must not block. */
    public void onReturn(Runnable action) {
        onReturn.add(action);
    }

    /** How many connections there have been: behind a new one may be a Redis that has forgotten everything. */
    public int connections() {
        return connections.get();
    }

    private Throwable judge(LinkConnection used, Throwable failure) {
        if (RedisFailures.meanAway(failure)) {
            lose(used, failure);
            return new RedisAwayException(LinkLog.reason(failure));
        }
        if (RedisFailures.isReply(failure)) {
            log.refused(failure);
        }
        return failure;
    }

    private void beat() {
        LinkConnection used = current;
        if (used != null) {
            used.ping(PING_PATIENCE).subscribe().with(unused -> {}, failure -> lose(used, failure));
        } else if (opening == null) {
            connect().subscribe().with(unused -> {}, unused -> {});
        }
    }

    private Uni<Void> connect() {
        LinkConnection attempt = new LinkConnection(vertx, options.get().orElseThrow());
        opening = attempt;
        return attempt.open(timeout, () -> lose(attempt, new RedisAwayException("the connection was closed")))
                .ifNoItem()
                .after(CONNECT_PATIENCE)
                .fail()
                .invoke(() -> {
                    connections.incrementAndGet();
                    arrive(attempt);
                })
                .onFailure()
                .invoke(failure -> {
                    attempt.close();
                    depart(failure);
                })
                .onTermination()
                .invoke(() -> opening = null);
    }

    private void arrive(LinkConnection opened) {
        boolean returned;
        boolean told;
        synchronized (this) {
            returned = missed;
            told = away;
            missed = false;
            away = false;
            current = opened;
        }
        if (told) {
            log.back();
        }
        if (returned) {
            onReturn.forEach(RedisLink::run);
        }
    }

    private void lose(LinkConnection used, Throwable failure) {
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

    /**
     * The connection stands and says nothing: a pause, of this process more often than of Redis. Nobody waits meanwhile,
     * but as soon as it speaks again it serves again; a new connection would take longer.
     */
    private void doubt(LinkConnection used, Throwable failure) {
        opening = used;
        used.ping(PING_PATIENCE)
                .onTermination()
                .invoke(() -> opening = null)
                .subscribe()
                .with(unused -> arrive(used), again -> giveUp(used, failure));
    }

    private void giveUp(LinkConnection used, Throwable failure) {
        used.close();
        depart(failure);
    }

    private synchronized void depart(Throwable failure) {
        if (!away) {
            away = true;
            missed = true;
            log.away(failure);
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("What was to be done at the return of Redis failed", e);
        }
    }

    private static void close(LinkConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }
}
