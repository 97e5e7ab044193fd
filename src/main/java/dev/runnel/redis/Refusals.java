package dev.runnel.redis;

import dev.runnel.LogThrottle;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Explains the error replies of Redis to operators: which one, its consequence, and what to do; never logged once per
 * request.
 */
final class Refusals {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);

    /** Long enough to be noticed. */
    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    /** Each begins with the first word of Redis's error reply. */
    private enum Kind {
        FULL("OOM", "it is full: give it more memory, or a maxmemory-policy that makes room, like volatile-lru"),
        NO_RIGHT("NOPERM", "the user in REDIS_URL lacks a right: let it run this command on the keys runnel:*"),
        WRONG_TYPE(
                "WRONGTYPE",
                "something else is kept under a name of Runnel: let nobody else write keys that begin with runnel:, and"
                        + " delete those whose TYPE is wrong"),
        NO_DISK("MISCONF", "it cannot save to its disk: make room there, or switch its snapshots off"),
        NO_REPLICA("NOREPLICAS", "too few of its replicas are connected: check them"),
        OTHER("", "look it up in the documentation of Redis");

        private final String word;
        private final String remedy;

        Kind(String word, String remedy) {
            this.word = word;
            this.remedy = remedy;
        }

        /** A script's failure quotes that of the command in it. */
        static Kind of(String reply) {
            for (Kind kind : values()) {
                if (reply.contains(kind.word)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    private final LongSupplier clock;
    private final Map<Kind, LogThrottle> throttles = new EnumMap<>(Kind.class);
    private String latest = "";
    private long latestAt;

    /** @param clock in nanoseconds, as {@code System.nanoTime} */
    Refusals(LongSupplier clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            throttles.put(kind, new LogThrottle(clock));
        }
    }

    void add(String reply) {
        Kind kind = Kind.of(reply);
        synchronized (this) {
            latest = reply + " (" + kind.remedy + ")";
            latestAt = clock.getAsLong();
        }
        if (throttles.get(kind).allows()) {
            LOG.errorf(
                    "Redis answers with an error (%s): %s. Until that is fixed, this process does without it."
                            + " This is logged at most once a minute",
                    reply, kind.remedy);
        }
    }

    synchronized Optional<String> latest() {
        boolean remembered = !latest.isEmpty() && clock.getAsLong() - latestAt < REMEMBERED;
        return remembered ? Optional.of(latest) : Optional.empty();
    }
}
