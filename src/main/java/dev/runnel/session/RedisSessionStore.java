package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Context;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
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
    /** Keys of one command: a user with many sessions must not make all others wait. */
    private static final int ERASED_AT_ONCE = 200;

    private final RedisLink redis;
    private final SessionConfig config;
    private final MemorySessionStore lastSeen;
    private final UnconfirmedSessions unsent;

    RedisSessionStore(RedisLink redis, SessionConfig config) {
        this.redis = redis;
        this.config = config;
        this.lastSeen = new MemorySessionStore(config, Ticker.systemTicker());
        this.unsent = new UnconfirmedSessions(config);
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
                .map(content -> content.session(session, place))
                .onFailure()
                .recoverWithUni(() -> lastSeen.load(user, session, place).invoke(seen -> {
                    if (!seen.hasPlace()) {
                        throw Failure.of(FailureCode.SESSION_UNREACHABLE).asException();
                    }
                }));
    }

    @Override
    public Uni<Optional<Transcript>> find(UserId user, SessionId session) {
        return fetch(new SessionKey(user, session))
                .map(content ->
                        Optional.of(content).filter(SessionContent::exists).map(there -> there.transcript(session)))
                .onFailure()
                .recoverWithUni(() -> lastSeen.find(user, session));
    }

    private Uni<SessionContent> fetch(SessionKey key) {
        return Uni.createFrom()
                .deferred(() -> {
                    UnconfirmedChanges changes = unsent.of(key);
                    return redis.call(api -> send(api, key, changes).chain(() -> api.hgetall(key.inRedis())));
                })
                .map(hash -> StoredSession.read(hash, config.maxMessages()))
                .invoke(content -> lastSeen.replace(key, content));
    }

    @Override
    public Uni<Void> append(UserId user, SessionId session, Turn turn, Optional<Context> context) {
        return change(new SessionKey(user, session), lastSeen.append(user, session, turn, context), changes -> {
            UnconfirmedChanges longer = changes.with(turn, config.maxMessages());
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
        return fetch(key)
                .map(content -> content.tree().endOf(turn))
                .flatMap(end -> end.map(
                                leaf -> redis.call(api -> SessionScripts.CHOOSE.run(
                                                api, List.of(key.inRedis()), List.of(leaf.value())))
                                        .map(done -> done.toInteger() == 1)
                                        .call(() -> lastSeen.choose(user, session, leaf)))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .onFailure()
                .transform(away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
    }

    private Uni<Void> change(SessionKey key, Uni<Void> seen, UnaryOperator<UnconfirmedChanges> change) {
        return seen.invoke(() -> unsent.add(key, change)).chain(() -> sendUnsent(key));
    }

    @Override
    public Uni<List<ListedSession>> list(UserId user) {
        List<String> arguments = List.of(SessionKey.prefix(user), Integer.toString(MAX_LISTED));
        return redis.call(api -> SessionScripts.LIST.run(api, List.of(SessionKey.index(user)), arguments))
                .map(StoredSession::listed)
                .onFailure()
                .recoverWithUni(() -> lastSeen.list(user));
    }

    @Override
    public Uni<Void> erase(UserId user, SessionId session) {
        return erase(() -> forget(new SessionKey(user, session)), () -> erase(user, List.of(session.value())));
    }

    @Override
    public Uni<Void> eraseAll(UserId user) {
        return erase(() -> forgetAll(user), () -> eraseEach(user));
    }

    private static Uni<Void> erase(Runnable forget, Supplier<Uni<Void>> exchanges) {
        return Uni.createFrom().deferred(() -> {
            forget.run();
            return exchanges
                    .get()
                    // What was read just before must not stay in this process.
                    .invoke(forget)
                    .onFailure()
                    .transform(
                            away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
        });
    }

    /** A batch at a time, until none is listed. Entries of the list that are no session are deleted too. */
    private Uni<Void> eraseEach(UserId user) {
        List<String> first = List.of(SessionKey.index(user), "0", Integer.toString(ERASED_AT_ONCE - 1));
        return redis.call(api -> api.zrange(first))
                .map(RedisSessionStore::ids)
                .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                .recoverWithItem(List.of())
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : erase(user, ids).chain(() -> eraseEach(user)));
    }

    private static List<String> ids(Response listed) {
        List<String> ids = new ArrayList<>();
        listed.forEach(id -> ids.add(id.toString()));
        return ids;
    }

    private Uni<Void> erase(UserId user, List<String> sessions) {
        List<String> keys = new ArrayList<>(List.of(SessionKey.index(user), SessionKey.sizes(user)));
        sessions.forEach(id -> keys.add(SessionKey.prefix(user) + id));
        return redis.call(api -> SessionScripts.ERASE.run(api, keys, sessions)).replaceWithVoid();
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
                .run(api, List.of(key.inRedis(), key.index(), SessionKey.sizes(key.user())), ChangeArguments.of(key, changes, config))
                // Without a session there is nothing to summarize; a context waits for the first turn.
                .invoke(exists -> unsent.confirm(key, exists.toInteger() == 1 ? changes : changes.withoutContext()))
                .replaceWithVoid();
    }
}
