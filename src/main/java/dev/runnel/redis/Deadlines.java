package dev.runnel.redis;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives up exchanges that Redis does not answer in time. What is measured is Redis: time in which this process itself was
 * busy is no verdict.
 *
 * <p>An answer comes in on the loop of the connections and goes from there to the loop of its caller. So do the ticks
 * that are counted here, in the same order, and the next one sets out when the last has arrived: a loop that stands
 * still has one tick come, however long that takes, and behind the answers that came before.
 */
final class Deadlines {

    /** Fine enough that nobody waits much longer than allowed. */
    private static final int TICKS_PER_TIMEOUT = 4;
    /** What a longer timeout gets as well: each tick is a look at a loop, and more looks are a better judgement. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMillis(25);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    private final Duration interval;
    private final ContextInternal connections;
    private final Map<EventLoop, LoopDeadlines> loops;
    private final List<LoopDeadlines> all;
    private ScheduledFuture<?> ticks;
    /** On the loop of the connections alone. */
    private long lastTick;

    /** @param timeout what most exchanges get */
    Deadlines(Vertx vertx, Duration timeout) {
        this.interval = interval(timeout);
        this.connections = (ContextInternal) vertx.getOrCreateContext();
        List<LoopDeadlines> found = new ArrayList<>();
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            found.add(new LoopDeadlines(contextOf(vertx, (EventLoop) loop), interval));
        }
        this.all = List.copyOf(found);
        this.loops = all.stream().collect(Collectors.toUnmodifiableMap(LoopDeadlines::loop, Function.identity()));
    }

    private static Duration interval(Duration timeout) {
        long nanos = timeout.dividedBy(TICKS_PER_TIMEOUT).toNanos();
        return Duration.ofNanos(Math.clamp(nanos, SHORTEST_INTERVAL.toNanos(), LONGEST_INTERVAL.toNanos()));
    }

    private static ContextInternal contextOf(Vertx vertx, EventLoop loop) {
        return ((VertxInternal) vertx)
                .createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader());
    }

    /** Where connections must be made, and their answers come in. */
    ContextInternal connections() {
        return connections;
    }

    void start() {
        lastTick = System.nanoTime();
        ticks = connections
                .nettyEventLoop()
                .scheduleWithFixedDelay(this::tick, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Only when there is no connection any more: what still waits is not given up. */
    void stop() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        // By more than half an interval.
        boolean late = (now - lastTick) * 2 > interval.toNanos() * 3;
        lastTick = now;
        all.forEach(loop -> loop.send(now, late));
    }

    /** Fails with a timeout when Redis has had so much time and has not answered. */
    <T> Uni<T> within(Duration patience, Uni<T> exchange) {
        // One more: the first may come right after the exchange.
        long granted = Math.ceilDiv(patience.toNanos(), interval.toNanos()) + 1;
        return Uni.createFrom().emitter(emitter -> {
            ContextInternal current = (ContextInternal) Vertx.currentContext();
            LoopDeadlines caller = current == null ? null : loops.get(current.nettyEventLoop());
            PendingExchange<T> pending = new PendingExchange<>(emitter, granted);
            if (caller != null && current.isEventLoopContext()) {
                caller.start(pending, exchange);
            } else {
                // The client answers on the caller's context. Where there is none it would make one of any loop.
                LoopDeadlines here = here();
                here.context().dispatch(() -> here.start(pending, exchange));
            }
        });
    }

    /** How many exchanges are remembered; one that has ended is forgotten at the next tick. */
    int count() {
        return all.stream().mapToInt(LoopDeadlines::count).sum();
    }

    private LoopDeadlines here() {
        for (LoopDeadlines loop : all) {
            if (loop.loop().inEventLoop()) {
                return loop;
            }
        }
        return all.get((int) (Thread.currentThread().threadId() % all.size()));
    }
}
