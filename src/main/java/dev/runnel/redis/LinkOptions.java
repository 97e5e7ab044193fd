package dev.runnel.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/**
 * Records how {@code quarkus.redis.*} configures clients, so that the link can create its own: a single connection of a
 * shared client cannot be closed, only given back.
 */
@ApplicationScoped
class LinkOptions implements RedisOptionsCustomizer {

    private volatile Optional<RedisOptions> seen = Optional.empty();

    /** @param unused Quarkus creates a client, and calls the customizer, only if one is injected */
    LinkOptions(Instance<Redis> unused) {}

    @Override
    public void customize(String client, RedisOptions options) {
        seen = Optional.of(new RedisOptions(options));
    }

    /** Empty when Redis is not configured. */
    Optional<RedisOptions> get() {
        return seen;
    }
}
