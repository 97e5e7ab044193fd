package dev.runnel.ops;

import dev.runnel.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether Redis is there. It is always up: a pod without Redis still answers, and as all pods lose Redis at the
 * same moment, taking those out of service would leave none.
 */
@Startup
@Readiness
class RedisCheck implements HealthCheck {

    private final RedisLink redis;

    RedisCheck(RedisLink redis, MeterRegistry metrics) {
        this.redis = redis;
        if (redis.isConfigured()) {
            metrics.gauge("runnel.redis.up", redis, link -> link.state() == RedisLink.State.UP ? 1 : 0);
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .up()
                .withData("state", redis.state().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
