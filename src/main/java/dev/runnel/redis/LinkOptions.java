package dev.runnel.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/**
 * Takes down how {@code quarkus.redis.*} says that clients are made, so that the link can make its own: of a shared
 * client no single connection can be closed for good, only given back.
 */
@ApplicationScoped
class LinkOptions implements RedisOptionsCustomizer {

    private volatile Optional<RedisOptions> seen = Optional.empty();

    /** @param unused the framework makes a client, and so tells how, only where one is asked for */
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
