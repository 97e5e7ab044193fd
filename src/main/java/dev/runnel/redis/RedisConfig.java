package dev.runnel.redis;

import dev.runnel.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where Redis is, and how long it may take. */
@ConfigMapping(prefix = "runnel.redis")
public interface RedisConfig {

    /**
     * {@code redis://:password@host:6379/2}, {@code rediss://} for TLS, several separated by commas. None: everything
     * stays in the process.
     */
    Optional<String> url();

    /** Whether the URL names nodes of a Redis Cluster; one node is enough to find the others. */
    @WithDefault("false")
    boolean cluster();

    /**
     * The longest that a request waits for Redis; after that Redis counts as down for all requests. In one data centre
     * it answers within a millisecond, and a person does not notice a tenth of a second.
     */
    @WithDefault("100ms")
    @WithConverter(PositiveDuration.class)
    Duration timeout();
}
