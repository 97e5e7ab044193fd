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
 * Publishes this process's slots in Redis for the other pods. Changes made while Redis was down are sent when it is
 * back: otherwise a user would be refused because of replies that have ended, or could run twice as many.
 */
final class SharedReplySlots {

    /** Bounds the memory for changes during an outage; a slot that is dropped here expires in Redis by itself. */
    private static final int MAX_UNTOLD = 100_000;
    /** When Redis is back, a burst of changes must not make it time out. */
    private static final int AT_ONCE = 32;

    private final RedisLink redis;
    private final Duration slotTtl;
    private final Map<String, UserId> held = new ConcurrentHashMap<>();
    private final Cache<String, UserId> untold;

    /** @param slotTtl after this a slot expires, because its pod was killed */
    SharedReplySlots(RedisLink redis, Duration slotTtl) {
        this.redis = redis;
        this.slotTtl = slotTtl;
        this.untold = Caffeine.newBuilder()
                .ticker(Ticker.systemTicker())
                .executor(Runnable::run)
                .maximumSize(MAX_UNTOLD)
                .expireAfterWrite(slotTtl)
                .build();
        redis.onReturn(this::tell);
    }

    String ttl() {
        return Long.toString(slotTtl.toMillis());
    }

    /** From here on the slot belongs to this process, whether Redis knows it or not. */
    void hold(String slot, UserId user) {
        held.put(slot, user);
    }

    void drop(String slot) {
        held.remove(slot);
    }

    /** Removes a slot from Redis, now or when it is back. */
    void remove(String slot, UserId user) {
        tellEnded(slot, user).subscribe().with(unused -> {});
    }

    private void tell() {
        Uni<Void> ended = forEach(untold.asMap(), this::tellEnded);
        Uni<Void> running = forEach(held, this::tellRunning);
        ended.chain(() -> running).subscribe().with(unused -> {});
    }

    private static Uni<Void> forEach(Map<String, UserId> slots, BiFunction<String, UserId, Uni<Void>> action) {
        return Multi.createFrom()
                .iterable(slots.entrySet())
                .onItem()
                .transformToUni(slot -> action.apply(slot.getKey(), slot.getValue()))
                .merge(AT_ONCE)
                .toUni()
                .replaceWithVoid();
    }

    private Uni<Void> tellEnded(String slot, UserId user) {
        return redis.call(api -> api.zrem(List.of(LimitKeys.running(user), slot)))
                .invoke(() -> untold.invalidate(slot))
                .onFailure()
                .invoke(() -> untold.put(slot, user))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> tellRunning(String slot, UserId user) {
        return redis.call(api -> LimitScripts.OCCUPY.run(api, List.of(LimitKeys.running(user)), List.of(ttl(), slot)))
                .onFailure()
                .recoverWithNull()
                // The reply may have ended in between, and its removal may have been sent before.
                .chain(() -> held.containsKey(slot) ? Uni.createFrom().voidItem() : tellEnded(slot, user));
    }
}
