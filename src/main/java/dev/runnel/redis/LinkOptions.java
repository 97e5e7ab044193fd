package dev.runnel.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes down how {@code quarkus.redis.*} says that clients are made, so that the link can make its own: of a shared
 * client no single connection can be closed for good, only given back.
 */
@ApplicationScoped
class LinkOptions implements RedisOptionsCustomizer {

    private volatile Optional<RedisOptions> seen = Optional.empty();

    @Override
    public void customize(String client, RedisOptions options) {
        seen = Optional.of(new RedisOptions(options));
    }

    /** Empty when Redis is not configured. */
    Optional<RedisOptions> get() {
        return seen;
    }
}
