package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses where sessions are kept. */
class SessionProducer {

    @Produces
    @ApplicationScoped
    SessionStore sessionStore(SessionConfig config) {
        return new MemorySessionStore(config, Ticker.systemTicker());
    }
}
