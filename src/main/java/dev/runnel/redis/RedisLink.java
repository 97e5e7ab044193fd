package dev.runnel.redis;

import io.netty.channel.EventLoop;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The only access to Redis, with one shared state: when one caller notices an outage, all others know. */
@Startup
@ApplicationScoped
public class RedisLink {

    /** Whether this process can use Redis now. */
    public enum State {
        /** Not configured. */
        UNUSED,
        UP,
        /** Configured but down: this process works alone. */
        DEGRADED
    }

    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    private final LinkLog log = new LinkLog();
    private final Refusals refusals = new Refusals(System::nanoTime);
    private final Duration timeout;
    private final Deadlines deadlines;
    private final Optional<LinkWatch> watch;
    private final List<Runnable> onReturn = new CopyOnWriteArrayList<>();

    @Inject
    RedisLink(Vertx vertx, RedisConfig config, LinkOptions options) {
        this(vertx, config.timeout(), options.get(), System::nanoTime);
    }

    /**
     * @param options empty when Redis is not configured
     * @param clock in nanoseconds; it tells whether this process has stood still
     */
    RedisLink(Vertx vertx, Duration timeout, Optional<RedisOptions> options, LongSupplier clock) {
        this.timeout = timeout;
        this.deadlines = new Deadlines(vertx, timeout);
        this.watch = options.map(how ->
                new LinkWatch(vertx, how, timeout, deadlines, log, () -> onReturn.forEach(RedisLink::run), clock));
    }

    /** Waits for the first attempt, so that requests do not take a Redis for down that was only not connected yet. */
    @PostConstruct
    void start() {
        watch.ifPresent(LinkWatch::start);
        if (isConfigured()) {
            onReturn(this::checkEviction);
            checkEviction();
        }
    }

    private void checkEviction() {
        call(Eviction::check).subscribe().with(unused -> {}, away -> LOG.debug("Redis does not tell its policy", away));
    }

    @PreDestroy
    void stop() {
        watch.ifPresent(LinkWatch::stop);
    }

    /** Whether {@code REDIS_URL} is set. */
    public boolean isConfigured() {
        return watch.isPresent();
    }

    public State state() {
        return watch.map(configured -> configured.connection().isPresent() ? State.UP : State.DEGRADED)
                .orElse(State.UNUSED);
    }

    /**
     * Runs one exchange with Redis, which waits for at most {@code runnel.redis.timeout}, and longer only by what this
     * process's own event loops are late. While Redis is down it fails at once with {@link RedisAwayException} and uses
     * no network; but if this process has stood still since it last knew of Redis, it first waits until an attempt has
     * told whether it reaches it. A failure or a timeout of an exchange marks Redis as down; that exchange may or may not
     * have been executed. An error reply fails with the same exception, but only for that call, which cannot use Redis.
     * Passed on unchanged are a stream's refusal of an entry that comes too late, and exceptions of the exchange's own
     * code.
     *
     * <p>All calls share one connection, in the order in which they are made: never send a command that blocks,
     * subscribes, selects a database or opens a transaction.
     */
    public <T> Uni<T> call(Function<RedisAPI, Uni<T>> exchange) {
        return Uni.createFrom().deferred(() -> watch.filter(LinkWatch::hasStoodStill)
                .map(paused -> paused.attemptedConnection().flatMap(found -> call(found, exchange)))
                .orElseGet(() -> call(watch.flatMap(LinkWatch::connection), exchange)));
    }

    private <T> Uni<T> call(Optional<LinkConnection> connection, Function<RedisAPI, Uni<T>> exchange) {
        return connection.map(used -> call(used, exchange)).orElseGet(() -> Uni.createFrom()
                .failure(new RedisAwayException("Redis is away")));
    }

    private <T> Uni<T> call(LinkConnection used, Function<RedisAPI, Uni<T>> exchange) {
        return deadlines
                .within(timeout, exchange.apply(used.redis()))
                .onFailure()
                .transform(failure -> judge(used, failure));
    }

    /** The event loop on which all answers of Redis come in. Callers on it wake no other thread. */
    public EventLoop loop() {
        return deadlines.connections().nettyEventLoop();
    }

    /** Registers an action for each time Redis comes back after an outage; it must not block. */
    public void onReturn(Runnable action) {
        onReturn.add(action);
    }

    /** How many connections there have been: behind a new one may be a Redis that lost all its data. */
    public int connections() {
        return watch.map(LinkWatch::connections).orElse(0);
    }

    /** How many exchanges are remembered because they may have to be given up. */
    int watched() {
        return deadlines.count();
    }

    private Throwable judge(LinkConnection used, Throwable failure) {
        if (RedisFailures.meanAway(failure)) {
            watch.orElseThrow().lose(used, failure);
            return new RedisAwayException(LinkLog.reason(failure));
        }
        if (RedisFailures.isReply(failure) && !RedisFailures.isLostRace(failure)) {
            refusals.add(failure.getMessage());
            return RedisAwayException.refusal(LinkLog.reason(failure));
        }
        return failure;
    }

    /** The error reply of the last minute, and what to do about it; empty if there was none. */
    public Optional<String> refusal() {
        return refusals.latest();
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("Work that waited for Redis failed", e);
        }
    }
}
