package dev.runnel.ledger;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses where the events of replies are kept. */
class LedgerProducer {

    @Produces
    @ApplicationScoped
    EventLog eventLog(LedgerConfig config) {
        return new MemoryEventLog(config, Ticker.systemTicker());
    }
}
