package dev.runnel.provider;

import java.time.Duration;

/** One of a provider's keys, and until when it rests. Never written anywhere but into its header. */
final class ApiKey {

    private final String value;
    private volatile long restsUntil;

    ApiKey(String value, long now) {
        this.value = value;
        this.restsUntil = now;
    }

    /** Empty for a provider that asks for none. */
    String value() {
        return value;
    }

    void rest(long now, Duration wait) {
        restsUntil = now + wait.toNanos();
    }

    /** How much longer it rests, in nanoseconds; zero or less when it does not. */
    long restsFor(long now) {
        return restsUntil - now;
    }
}
