package dev.runnel.provider;

import dev.runnel.Failure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * A provider's keys, used in turn. A key that the provider refuses or limits is paused while another one is left. If
 * all are paused, the one whose pause ends first is used: a call that may fail is better than none. Thread-safe.
 */
final class ApiKeys {

    private static final Logger LOG = Logger.getLogger(ApiKeys.class);

    /** A refused key works again once somebody has paid or unlocked it, which takes minutes at best. */
    private static final Duration REFUSED = Duration.ofMinutes(5);
    /** Providers count by the minute, and part of the current minute is over already. */
    private static final Duration LIMITED = Duration.ofSeconds(20);
    /** Even if a provider asks for more: a daily limit may be raised before the day ends. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final String provider;
    private final List<ApiKey> keys;
    private final LongSupplier clock;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param values empty for a provider that needs no key
     * @param clock in nanoseconds, like {@code System.nanoTime}
     */
    ApiKeys(String provider, List<String> values, LongSupplier clock) {
        this.provider = provider;
        this.clock = clock;
        long now = clock.getAsLong();
        List<String> known = values.isEmpty() ? List.of("") : values;
        this.keys = known.stream().map(value -> new ApiKey(value, now)).toList();
    }

    int size() {
        return keys.size();
    }

    /** The key for the next call. */
    ApiKey next() {
        long now = clock.getAsLong();
        int first = Math.floorMod(turn.getAndIncrement(), keys.size());
        for (int i = 0; i < keys.size(); i++) {
            ApiKey key = keys.get((first + i) % keys.size());
            if (key.restsFor(now) <= 0) {
                return key;
            }
        }
        return keys.stream()
                .min(Comparator.comparingLong(key -> key.restsFor(now)))
                .orElseThrow();
    }

    /**
     * Pauses a key after a call with it failed, if the key is to blame.
     *
     * @return whether it is to blame and another key can be tried at once
     */
    boolean rest(ApiKey key, Failure failure) {
        Duration usual =
                switch (failure.code()) {
                    case PROVIDER_UNAUTHORIZED -> REFUSED;
                    case PROVIDER_RATE_LIMITED -> LIMITED;
                    default -> Duration.ZERO;
                };
        if (usual.isZero() || keys.size() == 1) {
            return false;
        }
        Duration asked = failure.retryAfter().filter(Duration::isPositive).orElse(usual);
        Duration wait = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
        long now = clock.getAsLong();
        if (key.restsFor(now) <= 0) {
            LOG.warnf(
                    "Provider %s refused its key number %d of %d (%s); it is paused for %d s, and the others are used.",
                    provider, keys.indexOf(key) + 1, keys.size(), failure.code().wireName(), wait.toSeconds());
        }
        key.rest(now, wait);
        return keys.stream().anyMatch(other -> other.restsFor(now) <= 0);
    }
}
