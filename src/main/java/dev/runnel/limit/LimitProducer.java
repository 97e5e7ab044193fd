package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses where requests are counted. */
class LimitProducer {

    @Produces
    @ApplicationScoped
    RateLimiter rateLimiter(LimitConfig limits) {
        return new MemoryRateLimiter(limits, Ticker.systemTicker());
    }
}
