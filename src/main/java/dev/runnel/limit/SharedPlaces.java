package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The places of this process as Redis shows them to the other pods. What happened while Redis was away is told when it
 * is back: otherwise a user would be refused for replies that have ended, or have twice as many running.
 */
final class SharedPlaces {

    /** Memory for a flood of replies during an outage; a place that is dropped here expires in Redis by itself. */
    private static final int MAX_UNTOLD = 100_000;
    /** A return must not begin with a burst that makes Redis miss its time. */
    private static final int AT_ONCE = 32;

    private final RedisLink redis;
    private final Duration placeTtl;
    private final Map<String, UserId> held = new ConcurrentHashMap<>();
    private final Cache<String, UserId> untold;

    /** @param placeTtl after this a place frees itself: its pod was killed */
    SharedPlaces(RedisLink redis, Duration placeTtl) {
        this.redis = redis;
        this.placeTtl = placeTtl;
        this.untold = Caffeine.newBuilder()
                .ticker(Ticker.systemTicker())
                .executor(Runnable::run)
                .maximumSize(MAX_UNTOLD)
                .expireAfterWrite(placeTtl)
                .build();
        redis.onReturn(this::tell);
    }

    String ttl() {
        return Long.toString(placeTtl.toMillis());
    }

    /** From here on the place is this process's, whether Redis knows it or not. */
    void hold(String place, UserId user) {
        held.put(place, user);
    }

    void drop(String place) {
        held.remove(place);
    }

    /** Takes a place that was dropped out of Redis, now or when it is back. */
    void remove(String place, UserId user) {
        tellEnded(place, user).subscribe().with(unused -> {});
    }

    private void tell() {
        Uni<Void> ended = forEach(untold.asMap(), this::tellEnded);
        Uni<Void> running = forEach(held, this::tellRunning);
        ended.chain(() -> running).subscribe().with(unused -> {});
    }

    private static Uni<Void> forEach(Map<String, UserId> places, BiFunction<String, UserId, Uni<Void>> action) {
        return Multi.createFrom()
                .iterable(places.entrySet())
                .onItem()
                .transformToUni(place -> action.apply(place.getKey(), place.getValue()))
                .merge(AT_ONCE)
                .toUni()
                .replaceWithVoid();
    }

    private Uni<Void> tellEnded(String place, UserId user) {
        return redis.call(api -> api.zrem(List.of(LimitKeys.running(user), place)))
                .invoke(() -> untold.invalidate(place))
                .onFailure()
                .invoke(() -> untold.put(place, user))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> tellRunning(String place, UserId user) {
        return redis.call(api -> LimitScripts.OCCUPY.run(api, List.of(LimitKeys.running(user)), List.of(ttl(), place)))
                .onFailure()
                .recoverWithNull()
                // The reply may have ended in between, and its removal may have been sent before.
                .chain(() -> held.containsKey(place) ? Uni.createFrom().voidItem() : tellEnded(place, user));
    }
}
