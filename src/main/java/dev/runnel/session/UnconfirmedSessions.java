package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.UserId;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The sessions with unconfirmed changes. Bounded; the longest untouched are dropped first. */
final class UnconfirmedSessions {

    private final Cache<SessionKey, UnconfirmedChanges> changes;

    UnconfirmedSessions(Keeping keeping) {
        this.changes = Caffeine.newBuilder()
                .ticker(Ticker.systemTicker())
                .executor(Runnable::run)
                .maximumWeight(keeping.memory())
                .weigher((SessionKey key, UnconfirmedChanges unsent) -> unsent.weight())
                .expireAfterWrite(keeping.ttl())
                .build();
    }

    void add(SessionKey key, UnaryOperator<UnconfirmedChanges> change) {
        changes.asMap()
                .compute(key, (unused, unsent) -> change.apply(unsent == null ? UnconfirmedChanges.NOTHING : unsent));
    }

    UnconfirmedChanges of(SessionKey key) {
        UnconfirmedChanges unsent = changes.getIfPresent(key);
        return unsent == null ? UnconfirmedChanges.NOTHING : unsent;
    }

    void confirm(SessionKey key, UnconfirmedChanges sent) {
        if (!sent.isEmpty()) {
            replace(key, unsent -> unsent.without(sent));
        }
    }

    void dropContext(SessionKey key) {
        replace(key, UnconfirmedChanges::withoutContext);
    }

    void drop(SessionKey key) {
        changes.invalidate(key);
    }

    void dropAll(UserId user) {
        changes.asMap().keySet().removeIf(key -> key.user().equals(user));
    }

    Set<SessionKey> sessions() {
        return changes.asMap().keySet();
    }

    private void replace(SessionKey key, UnaryOperator<UnconfirmedChanges> change) {
        changes.asMap().computeIfPresent(key, (unused, unsent) -> {
            UnconfirmedChanges left = change.apply(unsent);
            return left.isEmpty() ? null : left;
        });
    }
}
