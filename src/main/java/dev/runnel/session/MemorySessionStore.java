package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Context;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Keeps sessions within this process, bounded in time and in characters. */
final class MemorySessionStore implements SessionStore {

    private final Cache<SessionKey, SessionContent> sessions;
    private final Map<SessionKey, SessionContent> entries;
    private final UserShares shares;
    private final Keeping keeping;
    private final Ticker clock;
    private final Instant origin;

    MemorySessionStore(Keeping keeping, Ticker clock) {
        this.keeping = keeping;
        this.shares = new UserShares(keeping, clock);
        this.clock = clock;
        this.origin = Instant.now().minusNanos(clock.read());
        this.sessions = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumWeight(keeping.memory())
                .weigher((SessionKey key, SessionContent content) -> content.weight())
                .expireAfterWrite(keeping.ttl())
                .build();
        this.entries = sessions.asMap();
    }

    @Override
    public Uni<Session> load(UserId user, SessionId session, TurnPlace place) {
        return Uni.createFrom().item(() -> {
            SessionKey key = new SessionKey(user, session);
            SessionContent content = sessions.getIfPresent(key);
            if (content == null || content.isListed()) {
                return (content == null ? SessionContent.NOTHING : content).session(session, place, keeping.window());
            }
            // The context has no turn, and another first turn begins: the context's own turn was erased.
            entries.remove(key, content);
            return SessionContent.NOTHING.session(session, place, keeping.window());
        });
    }

    @Override
    public Uni<Optional<Transcript>> find(UserId user, SessionId session) {
        return Uni.createFrom().item(() -> Optional.ofNullable(sessions.getIfPresent(new SessionKey(user, session)))
                .filter(SessionContent::isListed)
                .map(content -> content.transcript(session)));
    }

    /** They have all been found with their messages. */
    @Override
    public Uni<List<Turn>> read(UserId user, SessionId session, List<Turn> turns) {
        return Uni.createFrom().item(turns);
    }

    @Override
    public Uni<Void> append(UserId user, SessionId session, Turn turn, Optional<Context> context) {
        return change(new SessionKey(user, session), content -> {
                    SessionContent longer = content.with(turn, keeping, now());
                    return context.map(longer::with).orElse(longer);
                })
                .invoke(() -> shares.bound(new SessionKey(user, session), entries));
    }

    @Override
    public Uni<Boolean> choose(UserId user, SessionId session, ReplyId turn) {
        return Uni.createFrom().item(() -> {
            AtomicBoolean isThere = new AtomicBoolean();
            entries.computeIfPresent(new SessionKey(user, session), (unused, content) -> {
                Optional<ReplyId> end = content.tree().endOf(turn);
                isThere.set(end.isPresent());
                return end.map(content::endingWith).orElse(content);
            });
            return isThere.get();
        });
    }

    @Override
    public Uni<Boolean> rename(UserId user, SessionId session, String title) {
        return Uni.createFrom().item(() -> {
            SessionContent renamed = entries.computeIfPresent(
                    new SessionKey(user, session),
                    (unused, content) -> content.isListed() ? content.called(title) : content);
            return renamed != null && renamed.isListed();
        });
    }

    @Override
    public Uni<Void> nameFirst(UserId user, SessionId session, String title) {
        return change(
                new SessionKey(user, session), content -> content.called(title).usedAt(now()));
    }

    @Override
    public Uni<Void> setContext(UserId user, SessionId session, Context context) {
        return change(new SessionKey(user, session), content -> content.with(context));
    }

    @Override
    public Uni<Void> setSummary(UserId user, SessionId session, Summary summary) {
        return Uni.createFrom().item(() -> {
            entries.computeIfPresent(new SessionKey(user, session), (unused, content) -> content.with(summary));
            return null;
        });
    }

    /** Searches all sessions: one process never keeps more of them than its memory holds. */
    @Override
    public Uni<List<ListedSession>> list(UserId user, int max) {
        return Uni.createFrom().item(() -> entries.entrySet().stream()
                .filter(entry ->
                        entry.getKey().user().equals(user) && entry.getValue().isListed())
                .map(entry -> new ListedSession(
                        entry.getKey().session(),
                        entry.getValue().title().text(),
                        entry.getValue().lastUse()))
                .sorted(ListedSession.LAST_USED_FIRST)
                .limit(max)
                .toList());
    }

    @Override
    public Uni<Void> erase(UserId user, SessionId session) {
        return Uni.createFrom().item(() -> {
            forget(new SessionKey(user, session));
            return null;
        });
    }

    @Override
    public Uni<Void> eraseAll(UserId user) {
        return Uni.createFrom().item(() -> {
            forgetAll(user);
            return null;
        });
    }

    void forget(SessionKey key) {
        sessions.invalidate(key);
    }

    void forgetAll(UserId user) {
        entries.keySet().removeIf(key -> key.user().equals(user));
    }

    /** For a copy of what is stored elsewhere. */
    void replace(SessionKey key, SessionContent content) {
        if (content.exists()) {
            sessions.put(key, content.usedAt(now()));
            shares.bound(key, entries);
        } else {
            sessions.invalidate(key);
        }
    }

    private Uni<Void> change(SessionKey key, UnaryOperator<SessionContent> change) {
        return Uni.createFrom().item(() -> {
            entries.compute(key, (unused, content) -> change.apply(content == null ? SessionContent.NOTHING : content));
            return null;
        });
    }

    private Instant now() {
        return origin.plusNanos(clock.read());
    }
}
