package dev.runnel.provider;

import dev.runnel.Failure;
import io.vertx.core.MultiMap;

/**
 * The terms of one call that its refusal may change, so that it is made once more without anybody noticing: with another
 * key, or without what the server does not know. On the connection's event loop, one request after another.
 */
final class CallTerms {

    private final KeyHeader header;
    private final ApiKeys keys;
    private final WireFormat wire;
    private ApiKey key;
    private int otherKeys;
    private boolean learned;

    CallTerms(KeyHeader header, ApiKeys keys, WireFormat wire) {
        this.header = header;
        this.keys = keys;
        this.wire = wire;
        this.otherKeys = keys.size() - 1;
    }

    /** For the next request of the call. */
    void authorize(MultiMap headers) {
        key = keys.next();
        if (!key.value().isEmpty()) {
            header.put(headers, key.value());
        }
    }

    /** Lets the key rest if it is to blame. The call itself has begun, and is not made again here. */
    void blame(Failure failure) {
        keys.rest(key, failure);
    }

    /**
     * Learns from a refusal.
     *
     * @return whether the same request is worth making again at once
     */
    boolean changeAfter(int status, byte[] body, Failure failure) {
        if (keys.rest(key, failure)) {
            return otherKeys-- > 0;
        }
        boolean again = !learned && wire.learnFrom(status, body);
        learned |= again;
        return again;
    }
}
