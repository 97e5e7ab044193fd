package dev.runnel.redis;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A Redis beside the running application, which is told of it as deployers tell. Tests get the server in their field. */
public final class RedisBeside implements QuarkusTestResourceLifecycleManager {

    private boolean cluster;
    private TestRedis redis;

    @Override
    public void init(Map<String, String> arguments) {
        cluster = Boolean.parseBoolean(arguments.get("cluster"));
    }

    @Override
    public Map<String, String> start() {
        redis = cluster ? TestRedis.startCluster() : TestRedis.start();
        return Map.of("REDIS_URL", redis.url(), "runnel.redis.cluster", Boolean.toString(cluster));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(redis, new TestInjector.MatchesType(TestRedis.class));
    }

    @Override
    public void stop() {
        redis.close();
    }
}
