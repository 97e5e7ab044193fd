package dev.runnel.provider;

import java.time.Duration;

/** One of a provider's keys, and until when it is paused. It is written nowhere but into its header. */
final class ApiKey {

    private final String value;
    private volatile long restsUntil;

    ApiKey(String value, long now) {
        this.value = value;
        this.restsUntil = now;
    }

    /** Empty for a provider that needs no key. */
    String value() {
        return value;
    }

    void rest(long now, Duration wait) {
        restsUntil = now + wait.toNanos();
    }

    /** How much longer it is paused, in nanoseconds; zero or less if it is not. */
    long restsFor(long now) {
        return restsUntil - now;
    }
}
