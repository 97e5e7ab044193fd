package dev.runnel.provider;

import dev.runnel.Failure;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Set;

/**
 * Authorizes the requests of one call, and decides whether a refused request is sent again at once: with another key,
 * or without what the server does not know. Runs on the connection's event loop, one request after another.
 */
final class RequestRetry {

    private final KeyHeader header;
    private final ApiKeys keys;
    private final WireFormat wire;
    private final Set<String> learned = new HashSet<>();
    private ApiKey key;
    private int otherKeys;

    RequestRetry(KeyHeader header, ApiKeys keys, WireFormat wire) {
        this.header = header;
        this.keys = keys;
        this.wire = wire;
        this.otherKeys = keys.size() - 1;
    }

    /** Adds a key to the next request of the call. */
    void authorize(MultiMap headers) {
        key = keys.next();
        if (!key.value().isEmpty()) {
            header.put(headers, key.value());
        }
    }

    /** Pauses the key if it is to blame. The reply has begun, so the request is not sent again here. */
    void blame(Failure failure) {
        keys.rest(key, failure);
    }

    /**
     * Learns from a refusal.
     *
     * @return whether the same request should be sent again at once
     */
    boolean shouldRetryAfter(int status, byte[] body, Failure failure) {
        if (keys.rest(key, failure)) {
            return otherKeys-- > 0;
        }
        String lesson = wire.learnFrom(status, body);
        return !lesson.isEmpty() && learned.add(lesson);
    }
}
