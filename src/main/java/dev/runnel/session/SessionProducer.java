package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.redis.RedisLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;

/** Chooses where sessions, and the keys of their users, are kept. */
class SessionProducer {

    @Produces
    @ApplicationScoped
    SessionStore sessionStore(SessionConfig config, HistoryConfig history, RedisLink redis) {
        Keeping keeping = Keeping.of(config, history);
        return redis.isConfigured()
                ? new RedisSessionStore(redis, keeping)
                : new MemorySessionStore(keeping, Ticker.systemTicker());
    }

    @Produces
    @ApplicationScoped
    UserKeys userKeys(SessionConfig config, HistoryConfig history, RedisLink redis) {
        Duration ttl = Keeping.of(config, history).ttl();
        return redis.isConfigured() ? new RedisUserKeys(redis, ttl) : new MemoryUserKeys(ttl, Ticker.systemTicker());
    }
}
