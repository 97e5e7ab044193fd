package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which sessions of this process belong to which user, so that no user takes more than a share of the memory. */
final class UserShares {

    /** With very many invented users the first are forgotten; their sessions are still bounded by the limit for all. */
    private static final int MAX_USERS = 100_000;

    private final Cache<UserId, Set<SessionKey>> keys;
    private final int maxSessions;
    private final long maxWeight;

    UserShares(Keeping keeping, Ticker clock) {
        this.maxSessions = keeping.maxSessions();
        this.maxWeight = keeping.maxBytes();
        this.keys = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(MAX_USERS)
                .expireAfterWrite(keeping.ttl())
                .build();
    }

    /** Drops the longest unused sessions of this user while there are too many or too large ones. */
    void bound(SessionKey used, Map<SessionKey, SessionContent> sessions) {
        Set<SessionKey> known = keys.asMap().compute(used.user(), (user, before) -> {
            Set<SessionKey> all = before == null ? ConcurrentHashMap.newKeySet() : before;
            all.add(used);
            return all;
        });
        known.removeIf(key -> !sessions.containsKey(key));
        long weight = known.stream().mapToLong(key -> weight(sessions.get(key))).sum();
        if (known.size() <= maxSessions && weight <= maxWeight) {
            return;
        }
        for (SessionKey oldest : oldestFirst(known, sessions)) {
            if (known.size() <= maxSessions && weight <= maxWeight) {
                return;
            }
            if (!oldest.equals(used)) {
                known.remove(oldest);
                weight -= weight(sessions.remove(oldest));
            }
        }
    }

    private static List<SessionKey> oldestFirst(Set<SessionKey> known, Map<SessionKey, SessionContent> sessions) {
        return known.stream()
                .filter(sessions::containsKey)
                .sorted(Comparator.comparing(key ->
                        sessions.getOrDefault(key, SessionContent.NOTHING).lastUse()))
                .toList();
    }

    private static long weight(SessionContent content) {
        return content == null ? 0 : content.weight();
    }
}
