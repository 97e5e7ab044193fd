package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.redis.RedisLink;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses where requests are counted. */
class LimitProducer {

    /** So that no slot expires while its reply is about to end. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    @Produces
    @Startup
    @ApplicationScoped
    RateLimiter rateLimiter(
            LimitConfig limits,
            RedisLink redis,
            EventLoops loops,
            @ConfigProperty(name = "runnel.reply.max-duration") Duration longestReply) {
        RateLimiter limiter = redis.isConfigured()
                ? new RedisRateLimiter(redis, limits, longestReply.plus(MARGIN))
                : new MemoryRateLimiter(limits, Ticker.systemTicker());
        return new OverloadGuard(limiter, loops::here);
    }
}
