package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.List;

/** Distinguishes an outage of Redis from an error reply. */
final class RedisFailures {

    /**
     * Error replies that mean that this server cannot serve anybody now. The first is the client's own text for a lost
     * connection; READONLY comes from a former master, and a new connection may find the current one.
     */
    private static final List<String> OUT_OF_SERVICE =
            List.of("CONNECTION_CLOSED", "LOADING", "BUSY ", "MASTERDOWN", "CLUSTERDOWN", "READONLY");

    private RedisFailures() {}

    static boolean meanAway(Throwable failure) {
        if (isReply(failure)) {
            return OUT_OF_SERVICE.stream().anyMatch(failure.getMessage()::startsWith);
        }
        // All other runtime exceptions are bugs of the calling code, which must not look like an outage.
        return !(failure instanceof RuntimeException)
                || failure instanceof TimeoutException
                || failure instanceof VertxException;
    }

    /** A stream refuses an entry that comes too late: this is how a pod learns that another one was first. */
    static boolean isLostRace(Throwable failure) {
        return isReply(failure) && failure.getMessage().startsWith("ERR The ID specified in XADD");
    }

    static boolean isReply(Throwable failure) {
        return failure instanceof Response reply && reply.type() == ResponseType.ERROR;
    }
}
