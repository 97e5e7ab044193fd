package dev.runnel.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What Redis does when it is full, looked at where it tells: it decides what is lost first. */
final class Eviction {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    private static final String MEMORY = "maxmemory:";
    private static final String POLICY = "maxmemory_policy:";

    private static final Map<String, String> HARM = Map.of(
            "noeviction", "when it is full it refuses what is written, and each pod goes on alone",
            "allkeys-random", "it takes running replies and the pods' leases as gladly as what nobody needs",
            "volatile-random", "it takes running replies and the pods' leases as gladly as what nobody needs",
            "volatile-ttl", "it takes the pods' leases first, and pods that live are taken for dead");

    private Eviction() {}

    /** Warns of a policy that does harm. A server that does not tell, or may not be asked, is left alone. */
    static Uni<Void> check(RedisAPI redis) {
        return redis.info(List.of("memory"))
                .invoke(told -> warn(told.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static void warn(String memory) {
        String policy = field(memory, POLICY);
        if (HARM.containsKey(policy) && !field(memory, MEMORY).equals("0")) {
            LOG.warnf(
                    "The maxmemory-policy of Redis is %s: %s. Set volatile-lru or allkeys-lru",
                    policy, HARM.get(policy));
        }
    }

    private static String field(String memory, String name) {
        return memory.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .collect(Collectors.joining());
    }
}
