package dev.runnel.ops;

import dev.runnel.ledger.EventLog;
import dev.runnel.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports whether Redis is up and works. The check itself is always up: a pod without Redis still answers, and as all
 * pods lose Redis at the same moment, taking them out of service would leave none.
 */
@Startup
@Readiness
class RedisCheck implements HealthCheck {

    private final RedisLink redis;
    private final EventLog ledger;

    RedisCheck(RedisLink redis, EventLog ledger, MeterRegistry metrics) {
        this.redis = redis;
        this.ledger = ledger;
        if (redis.isConfigured()) {
            metrics.gauge("runnel.redis.up", redis, link -> isWhole(link) ? 1 : 0);
        }
    }

    @Override
    public HealthCheckResponse call() {
        RedisLink.State state =
                redis.state() == RedisLink.State.UP && !isWhole(redis) ? RedisLink.State.DEGRADED : redis.state();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("redis")
                .up()
                .withData("state", state.name().toLowerCase(Locale.ROOT));
        if (redis.isConfigured()) {
            health.withData("durability", ledger.durability().name().toLowerCase(Locale.ROOT));
        }
        redis.refusal().ifPresent(error -> health.withData("error", error));
        return health.build();
    }

    /** A Redis that answers with errors cannot be used for what those concern. */
    private static boolean isWhole(RedisLink redis) {
        return redis.state() == RedisLink.State.UP && redis.refusal().isEmpty();
    }
}
