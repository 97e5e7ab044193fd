package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Context;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Keeps sessions where all pods see them. A change is unsent until Redis confirms it, and unsent changes go before
 * anything else that is done with their session; that an exchange failed does not say that it did not happen, so turns
 * are recognised by their replies. What this process last saw of a session is what it shows while Redis is away.
 */
final class RedisSessionStore implements SessionStore {

    /** A return must not begin with a burst that makes Redis miss its time. */
    private static final int AT_ONCE = 16;
    /** Keys of one command: a user with many sessions must not make everybody wait. */
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
    public Uni<Session> load(UserId user, SessionId session) {
        SessionKey key = new SessionKey(user, session);
        return fetch(key)
                .invoke(content -> {
                    if (!content.exists()) {
                        // A first turn begins: a context that still waits for one is of a turn that was erased.
                        unsent.dropContext(key);
                    }
                })
                .map(content -> content.session(session))
                .onFailure()
                .recoverWithUni(() -> lastSeen.load(user, session));
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

    private Uni<Void> change(SessionKey key, Uni<Void> seen, UnaryOperator<UnconfirmedChanges> change) {
        return seen.invoke(() -> unsent.add(key, change)).chain(() -> sendUnsent(key));
    }

    @Override
    public Uni<List<ListedSession>> list(UserId user) {
        List<String> newest = List.of(SessionKey.index(user), "0", Integer.toString(MAX_LISTED - 1));
        return redis.call(api -> api.zrevrange(newest).flatMap(ids -> describe(api, user, ids)))
                .onFailure()
                .recoverWithUni(() -> lastSeen.list(user));
    }

    private static Uni<List<ListedSession>> describe(RedisAPI api, UserId user, Response ids) {
        if (ids.size() == 0) {
            return Uni.createFrom().item(List.of());
        }
        List<Uni<Optional<ListedSession>>> sessions = new ArrayList<>();
        ids.forEach(id -> sessions.add(describe(api, new SessionKey(user, new SessionId(id.toString())))));
        return Uni.join().all(sessions).andFailFast().map(found -> found.stream()
                .flatMap(Optional::stream)
                .sorted(ListedSession.LAST_USED_FIRST)
                .toList());
    }

    /** Empty for a session that has expired, or was erased in between. */
    private static Uni<Optional<ListedSession>> describe(RedisAPI api, SessionKey key) {
        return api.hmget(List.of(key.inRedis(), "title", "used"))
                .map(fields -> fields.get(0) == null || fields.get(1) == null
                        ? Optional.empty()
                        : Optional.of(new ListedSession(
                                key.session(),
                                fields.get(0).toString(),
                                Instant.EPOCH.plus(fields.get(1).toLong(), ChronoUnit.MICROS))));
    }

    @Override
    public Uni<Void> erase(UserId user, SessionId session) {
        return erase(() -> forget(new SessionKey(user, session)), api -> erase(api, user, List.of(session.value())));
    }

    @Override
    public Uni<Void> eraseAll(UserId user) {
        return erase(() -> forgetAll(user), api -> api.zrange(List.of(SessionKey.index(user), "0", "-1"))
                .flatMap(ids -> eraseAll(api, user, ids)));
    }

    private Uni<Void> erase(Runnable forget, Function<RedisAPI, Uni<Void>> exchange) {
        return Uni.createFrom().deferred(() -> {
            forget.run();
            return redis.call(exchange)
                    // What was read of it just before must not outlive it here.
                    .invoke(forget)
                    .onFailure()
                    .transform(
                            away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
        });
    }

    private static Uni<Void> eraseAll(RedisAPI api, UserId user, Response ids) {
        List<String> sessions = new ArrayList<>();
        ids.forEach(id -> sessions.add(id.toString()));
        return Multi.createFrom()
                .iterable(sessions)
                .group()
                .intoLists()
                .of(ERASED_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(some -> erase(api, user, some))
                .toUni()
                .replaceWithVoid();
    }

    private static Uni<Void> erase(RedisAPI api, UserId user, List<String> sessions) {
        List<String> keys = new ArrayList<>(List.of(SessionKey.index(user)));
        sessions.forEach(id -> keys.add(new SessionKey(user, new SessionId(id)).inRedis()));
        return SessionScripts.ERASE.run(api, keys, sessions).replaceWithVoid();
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

    /** What cannot be sent now stays for later. */
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
                .run(api, List.of(key.inRedis(), key.index()), arguments(key, changes))
                // Without a session there is nothing that a summary could be of; a context waits for the first turn.
                .invoke(exists -> unsent.confirm(key, exists.toInteger() == 1 ? changes : changes.withoutContext()))
                .replaceWithVoid();
    }

    private List<String> arguments(SessionKey key, UnconfirmedChanges changes) {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(config.maxMessages()),
                Long.toString(config.ttl().toMillis()),
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())),
                key.session().value(),
                Title.of(changes.turns()),
                changes.context().map(ContextJson::write).orElse(""),
                changes.summary().map(Summary::text).orElse(""),
                changes.summary()
                        .map(summary -> Long.toString(summary.covers()))
                        .orElse("")));
        changes.turns().forEach(turn -> {
            arguments.add(turn.reply().value());
            arguments.add(Integer.toString(turn.messages().size()));
            arguments.add(TurnJson.write(turn.messages()));
        });
        return arguments;
    }
}
