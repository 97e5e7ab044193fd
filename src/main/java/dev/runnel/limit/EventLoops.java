package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How late this process's event loops are. */
@Startup
@ApplicationScoped
class EventLoops {

    private static final double NANOS = 1e9;
    private static final int PERIODS = 3;
    /** So that the worst of a minute is seen, however seldom metrics are fetched. */
    private static final Duration PERIOD = Duration.ofMinutes(1).dividedBy(PERIODS);

    private final Map<EventLoop, LoopLag> loops = new HashMap<>();
    private final List<ScheduledFuture<?>> looks = new ArrayList<>();
    private final TimeWindowMax worst = new TimeWindowMax(Clock.SYSTEM, PERIOD.toMillis(), PERIODS);

    EventLoops(Vertx vertx, LimitConfig limits, MeterRegistry metrics) {
        for (EventExecutor executor : ((VertxInternal) vertx).getEventLoopGroup()) {
            LoopLag lag = new LoopLag(limits.loopLag(), Ticker.systemTicker());
            loops.put((EventLoop) executor, lag);
            looks.add(executor.scheduleWithFixedDelay(
                    () -> worst.record(lag.look().toNanos() / NANOS),
                    LoopLag.INTERVAL.toMillis(),
                    LoopLag.INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS));
        }
        Gauge.builder("runnel.loop.lag", worst, TimeWindowMax::poll)
                .description("How late an event loop was, at most, within the last minute")
                .baseUnit("seconds")
                .register(metrics);
    }

    /** In development mode the loops outlive this object. */
    @PreDestroy
    void stop() {
        looks.forEach(look -> look.cancel(false));
    }

    /** That of the current context; empty without one. */
    Optional<LoopLag> here() {
        return Optional.ofNullable((ContextInternal) Vertx.currentContext())
                .map(context -> loops.get(context.nettyEventLoop()));
    }
}
