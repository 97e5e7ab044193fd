package dev.runnel.ledger;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses where the events of replies are kept. */
class LedgerProducer {

    /** How late a viewer that does not read may be cut off; the limit itself is tens of seconds. */
    private static final long VIEWER_CHECK_MS = 500;

    @Produces
    @ApplicationScoped
    EventLog eventLog(LedgerConfig config, Vertx vertx) {
        MemoryEventLog log = new MemoryEventLog(config, Ticker.systemTicker());
        vertx.setPeriodic(VIEWER_CHECK_MS, unused -> log.viewers().cutSlow());
        return log;
    }
}
