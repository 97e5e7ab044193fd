package dev.runnel.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Checks Redis's eviction policy, which decides what is lost first when Redis is full. */
final class Eviction {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    private static final String MEMORY = "maxmemory:";
    private static final String POLICY = "maxmemory_policy:";

    private static final Map<String, String> HARM = Map.of(
            "noeviction", "when it is full it refuses writes, and each pod works alone",
            "allkeys-random", "it evicts running replies and the pods' leases like any other key",
            "volatile-random", "it evicts running replies and the pods' leases like any other key",
            "volatile-ttl", "it evicts the pods' leases first, and running pods count as dead");

    private Eviction() {}

    /** Warns of a harmful policy. Does nothing if the server does not tell its policy or forbids the question. */
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
