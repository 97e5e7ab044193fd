package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Context;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Keeps sessions where all pods see them. A change is unconfirmed until Redis answers. Unconfirmed changes are sent
 * before anything else is done with their session. A failed exchange may have succeeded in Redis, so turns are
 * recognised by the id of their reply. While Redis is down, this process shows what it last saw of a session.
 */
final class RedisSessionStore implements SessionStore {

    /** When Redis is back, a burst of changes must not make it time out. */
    private static final int AT_ONCE = 16;

    private final RedisLink redis;
    private final Keeping keeping;
    private final ArchivedTurns archive;
    private final SessionRemoval removal;
    private final SessionTitles titles;
    private final MemorySessionStore lastSeen;
    private final UnconfirmedSessions unsent;

    RedisSessionStore(RedisLink redis, Keeping keeping) {
        this.redis = redis;
        this.keeping = keeping;
        this.archive = new ArchivedTurns(redis);
        this.removal = new SessionRemoval(redis);
        this.titles = new SessionTitles(redis, keeping);
        this.lastSeen = new MemorySessionStore(keeping.ofWindow(), Ticker.systemTicker());
        this.unsent = new UnconfirmedSessions(keeping);
        redis.onReturn(this::sendAll);
    }

    @Override
    public Uni<Session> load(UserId user, SessionId session, TurnPlace place) {
        SessionKey key = new SessionKey(user, session);
        return fetch(key)
                .invoke(content -> {
                    if (!content.exists()) {
                        // A first turn begins: a context that still waits for one belongs to a turn that was erased.
                        unsent.dropContext(key);
                    }
                })
                .flatMap(content -> content.lacksTurns(place, keeping.window())
                        ? older(key, content).flatMap(whole -> recent(key, whole, place))
                        : Uni.createFrom().item(content))
                .map(content -> content.session(session, place, keeping.window()))
                .onFailure()
                .recoverWithUni(() -> lastSeen.load(user, session, place).map(seen -> {
                    if (!seen.hasPlace()) {
                        throw Failure.of(FailureCode.SESSION_UNREACHABLE).asException();
                    }
                    return seen.uncertain();
                }));
    }

    @Override
    public Uni<Optional<Transcript>> find(UserId user, SessionId session) {
        return whole(new SessionKey(user, session))
                .map(content ->
                        Optional.of(content).filter(SessionContent::isListed).map(there -> there.transcript(session)))
                .onFailure()
                .recoverWithUni(() -> lastSeen.find(user, session));
    }

    @Override
    public boolean isCertain() {
        return redis.state() == RedisLink.State.UP;
    }

    @Override
    public Uni<List<Turn>> read(UserId user, SessionId session, List<Turn> turns) {
        return archive.read(new SessionKey(user, session), turns).onFailure().recoverWithItem(() -> turns.stream()
                .filter(turn -> !turn.messages().isEmpty())
                .toList());
    }

    /** All turns, those outside the window without their messages. */
    private Uni<SessionContent> whole(SessionKey key) {
        return fetch(key)
                .flatMap(content -> content.dropped() > 0
                        ? older(key, content)
                        : Uni.createFrom().item(content));
    }

    /** With the turns outside the window, without their messages. */
    private Uni<SessionContent> older(SessionKey key, SessionContent content) {
        return keeping.all()
                ? archive.places(key).map(content::after)
                : Uni.createFrom().item(content);
    }

    /** With the messages that a prompt needs. */
    private Uni<SessionContent> recent(SessionKey key, SessionContent content, TurnPlace place) {
        List<Turn> path = content.tree().before(place);
        List<Turn> needed = path.subList(Math.max(0, path.size() - keeping.window()), path.size());
        return archive.read(key, needed).map(read -> content.with(read));
    }

    private Uni<SessionContent> fetch(SessionKey key) {
        return Uni.createFrom()
                .deferred(() -> {
                    UnconfirmedChanges changes = unsent.of(key);
                    return redis.call(api -> send(api, key, changes).chain(() -> api.hgetall(key.inRedis())));
                })
                .map(hash -> StoredSession.read(hash, keeping))
                .invoke(content -> lastSeen.replace(key, content));
    }

    @Override
    public Uni<Void> append(UserId user, SessionId session, Turn turn, Optional<Context> context) {
        return change(new SessionKey(user, session), lastSeen.append(user, session, turn, context), changes -> {
            UnconfirmedChanges longer = changes.with(turn, keeping.window());
            return context.map(longer::with).orElse(longer);
        });
    }

    @Override
    public Uni<Void> setContext(UserId user, SessionId session, Context context) {
        return change(
                new SessionKey(user, session),
                lastSeen.setContext(user, session, context),
                changes -> changes.with(context));
    }

    @Override
    public Uni<Void> setSummary(UserId user, SessionId session, Summary summary) {
        return change(
                new SessionKey(user, session),
                lastSeen.setSummary(user, session, summary),
                changes -> changes.with(summary));
    }

    @Override
    public Uni<Boolean> choose(UserId user, SessionId session, ReplyId turn) {
        SessionKey key = new SessionKey(user, session);
        return orUnreachable(
                whole(key).map(content -> content.tree().endOf(turn)).flatMap(end -> end.map(
                                leaf -> redis.call(api -> SessionScripts.CHOOSE.run(
                                                api, List.of(key.inRedis(), key.archive()), List.of(leaf.value())))
                                        .map(done -> done.toInteger() == 1)
                                        .call(() -> lastSeen.choose(user, session, leaf)))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    @Override
    public Uni<Boolean> rename(UserId user, SessionId session, String title) {
        SessionKey key = new SessionKey(user, session);
        return orUnreachable(fetch(key).chain(() -> titles.rename(key, title)))
                .call(() -> lastSeen.rename(user, session, title));
    }

    @Override
    public Uni<Void> nameFirst(UserId user, SessionId session, String title) {
        SessionKey key = new SessionKey(user, session);
        return orUnreachable(fetch(key).chain(() -> titles.nameFirst(key, title)))
                .replaceWithVoid();
    }

    private static <T> Uni<T> orUnreachable(Uni<T> change) {
        return change.onFailure()
                .transform(away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
    }

    private Uni<Void> change(SessionKey key, Uni<Void> seen, UnaryOperator<UnconfirmedChanges> change) {
        return seen.invoke(() -> unsent.add(key, change)).chain(() -> sendUnsent(key));
    }

    @Override
    public Uni<List<ListedSession>> list(UserId user, int max) {
        List<String> arguments = List.of(SessionKey.prefix(user), Integer.toString(max));
        return redis.call(api -> UserScripts.LIST.run(api, List.of(SessionKey.index(user)), arguments))
                .map(StoredSession::listed)
                .onFailure()
                .recoverWithUni(() -> lastSeen.list(user, max));
    }

    @Override
    public Uni<Void> erase(UserId user, SessionId session) {
        return erase(() -> forget(new SessionKey(user, session)), () -> removal.remove(user, List.of(session.value())));
    }

    @Override
    public Uni<Void> eraseAll(UserId user) {
        return erase(() -> forgetAll(user), () -> removal.removeAll(user));
    }

    private static Uni<Void> erase(Runnable forget, Supplier<Uni<Void>> exchanges) {
        return Uni.createFrom().deferred(() -> {
            forget.run();
            // What was read just before must not stay in this process.
            return orUnreachable(exchanges.get().invoke(forget));
        });
    }

    private void forget(SessionKey key) {
        unsent.drop(key);
        lastSeen.forget(key);
    }

    private void forgetAll(UserId user) {
        unsent.dropAll(user);
        lastSeen.forgetAll(user);
    }

    private void sendAll() {
        Multi.createFrom()
                .iterable(unsent.sessions())
                .onItem()
                .transformToUni(this::sendUnsent)
                .merge(AT_ONCE)
                .subscribe()
                .with(unused -> {});
    }

    /** What cannot be sent now is kept for later. */
    private Uni<Void> sendUnsent(SessionKey key) {
        return Uni.createFrom().deferred(() -> {
            UnconfirmedChanges changes = unsent.of(key);
            return redis.call(api -> send(api, key, changes)).onFailure().recoverWithNull();
        });
    }

    private Uni<Void> send(RedisAPI api, SessionKey key, UnconfirmedChanges changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return SessionScripts.CHANGE
                .run(api, key.changed(), ChangeArguments.of(key, changes, keeping))
                // Without a session there is nothing to summarize; a context waits for the first turn.
                .invoke(exists -> unsent.confirm(key, exists.toInteger() == 1 ? changes : changes.withoutContext()))
                .replaceWithVoid();
    }
}
