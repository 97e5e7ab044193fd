package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** Keeps the users' keys within this process. */
final class MemoryUserKeys implements UserKeys {

    /** With very many invented users, those that were not used for the longest time are forgotten. */
    private static final int MAX_USERS = 100_000;

    private final Cache<UserId, byte[]> keys;
    private final SecureRandom random = new SecureRandom();

    MemoryUserKeys(Duration ttl, Ticker clock) {
        this.keys = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(MAX_USERS)
                .expireAfterAccess(ttl)
                .build();
    }

    @Override
    public Uni<byte[]> of(UserId user) {
        return Uni.createFrom().item(() -> keys.get(user, unused -> made(random)));
    }

    @Override
    public Uni<Optional<byte[]>> find(UserId user) {
        return Uni.createFrom().item(() -> Optional.ofNullable(keys.getIfPresent(user)));
    }

    @Override
    public Uni<Void> forget(UserId user) {
        return Uni.createFrom().voidItem().invoke(() -> keys.invalidate(user));
    }

    static byte[] made(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return key;
    }
}
