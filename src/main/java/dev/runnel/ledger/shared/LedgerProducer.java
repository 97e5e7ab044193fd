package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.LongestReply;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.ledger.local.MemoryReplyLines;
import dev.runnel.ledger.local.Viewers;
import dev.runnel.redis.RedisConfig;
import dev.runnel.redis.RedisLink;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;

/** Provides the event log and the lines of replies: the shared ones if Redis is configured, else those in memory. */
@ApplicationScoped
class LedgerProducer {

    /**
     * How often slow viewers are looked for, and so how late one may be disconnected. The limit itself is tens of
     * seconds.
     */
    private static final Duration VIEWER_CHECK = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Timers timers;
    private final MemoryEventLog memory;

    LedgerProducer(Vertx vertx, LedgerConfig config) {
        this.vertx = vertx;
        this.timers = new Timers(vertx);
        this.memory = new MemoryEventLog(config, Ticker.systemTicker());
    }

    @Produces
    @ApplicationScoped
    ReplyLines replyLines(LedgerConfig config, RedisLink link) {
        return link.isConfigured()
                ? new RedisReplyLines(link, LongestReply.kept(config), reply -> memory.lookUp(reply)
                        .isPresent())
                : new MemoryReplyLines();
    }

    @Produces
    @ApplicationScoped
    EventLog eventLog(LedgerConfig config, RedisLink link, RedisConfig redis, MeterRegistry metrics) {
        timers.every(VIEWER_CHECK, memory.viewers()::cutSlow);
        metrics.gauge("runnel.reply.viewers", memory.viewers(), Viewers::count);
        FunctionCounter.builder("runnel.viewers.cut", memory.viewers(), Viewers::cut)
                .register(metrics);
        if (!link.isConfigured()) {
            return memory;
        }
        RedisEventLog shared = new RedisEventLog(link, redis.cluster(), config, memory, vertx, timers);
        measure(shared.journals(), metrics);
        return shared;
    }

    private static void measure(Journals journals, MeterRegistry metrics) {
        Gauge.builder("runnel.ledger.lag", journals, Journals::lagSeconds)
                .description("Longest time for which an event has been shown and is not in Redis yet")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("runnel.ledger.unlogged", journals, Journals::unlogged)
                .description("Events that viewers may have seen and that are not in Redis yet")
                .register(metrics);
        FunctionCounter.builder("runnel.ledger.degraded", journals, Journals::degradedSeconds)
                .description("Time in which events were shown before they were in Redis, though they should not be")
                .baseUnit("seconds")
                .register(metrics);
    }

    @PreDestroy
    void stop() {
        timers.close();
    }
}
