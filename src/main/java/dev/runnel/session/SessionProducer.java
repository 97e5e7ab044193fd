package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.redis.RedisLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses where sessions are kept. */
class SessionProducer {

    @Produces
    @ApplicationScoped
    SessionStore sessionStore(SessionConfig config, HistoryConfig history, RedisLink redis) {
        Keeping keeping = Keeping.of(config, history);
        return redis.isConfigured()
                ? new RedisSessionStore(redis, keeping)
                : new MemorySessionStore(keeping, Ticker.systemTicker());
    }
}
