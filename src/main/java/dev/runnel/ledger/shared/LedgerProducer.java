package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.ledger.local.Viewers;
import dev.runnel.redis.RedisConfig;
import dev.runnel.redis.RedisLink;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;

/** Chooses where the events of replies are kept. */
@ApplicationScoped
class LedgerProducer {

    /** How late a viewer that does not read may be cut off; the limit itself is tens of seconds. */
    private static final Duration VIEWER_CHECK = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Timers timers;

    LedgerProducer(Vertx vertx) {
        this.vertx = vertx;
        this.timers = new Timers(vertx);
    }

    @Produces
    @ApplicationScoped
    EventLog eventLog(LedgerConfig config, RedisLink link, RedisConfig redis, MeterRegistry metrics) {
        MemoryEventLog memory = new MemoryEventLog(config, Ticker.systemTicker());
        timers.every(VIEWER_CHECK, memory.viewers()::cutSlow);
        metrics.gauge("runnel.reply.viewers", memory.viewers(), Viewers::count);
        FunctionCounter.builder("runnel.viewers.cut", memory.viewers(), Viewers::cut)
                .register(metrics);
        return link.isConfigured() ? new RedisEventLog(link, redis.cluster(), config, memory, vertx, timers) : memory;
    }

    @PreDestroy
    void stop() {
        timers.close();
    }
}
