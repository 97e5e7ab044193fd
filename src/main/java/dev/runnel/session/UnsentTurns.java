package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Turns that Redis has not confirmed, in their order; bounded, the longest untouched sessions go first. */
final class UnsentTurns {

    private final Cache<SessionKey, List<Turn>> turns;
    private final int window;

    UnsentTurns(SessionConfig config) {
        this.window = config.maxMessages();
        this.turns = Caffeine.newBuilder()
                .ticker(Ticker.systemTicker())
                .executor(Runnable::run)
                .maximumWeight(config.memoryMaxCharacters())
                .weigher((SessionKey key, List<Turn> unsent) -> unsent.stream()
                        .mapToInt(turn -> MemorySessionStore.weight(turn.messages()))
                        .sum())
                .expireAfterWrite(config.ttl())
                .build();
    }

    void add(SessionKey key, Turn turn) {
        turns.asMap().merge(key, List.of(turn), this::join);
    }

    List<Turn> of(SessionKey key) {
        List<Turn> unsent = turns.getIfPresent(key);
        return unsent == null ? List.of() : unsent;
    }

    void confirm(SessionKey key, List<Turn> sent) {
        if (!sent.isEmpty()) {
            turns.asMap().computeIfPresent(key, (unused, unsent) -> without(unsent, sent));
        }
    }

    Set<SessionKey> sessions() {
        return turns.asMap().keySet();
    }

    /** A turn has a message at least, so more turns than messages in a window are never shown. */
    private List<Turn> join(List<Turn> before, List<Turn> more) {
        List<Turn> joined = Stream.concat(before.stream(), more.stream()).toList();
        return joined.subList(Math.max(0, joined.size() - window), joined.size());
    }

    private static List<Turn> without(List<Turn> unsent, List<Turn> sent) {
        List<Turn> left = unsent.stream().filter(turn -> !sent.contains(turn)).toList();
        return left.isEmpty() ? null : left;
    }
}
