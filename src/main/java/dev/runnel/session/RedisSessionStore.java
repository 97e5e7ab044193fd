package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Message;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps sessions where all pods see them. A turn is unsent until Redis confirms it, and unsent turns go before anything
 * else that is done with their session; that an exchange failed does not say that it did not happen, so turns are
 * recognised by their ids. What this process last saw of a session is what it shows while Redis is away.
 */
final class RedisSessionStore implements SessionStore {

    /** A return must not begin with a burst that makes Redis miss its time. */
    private static final int AT_ONCE = 16;

    /**
     * Key: session. Arguments: window, time to live in ms, then a turn's id and a message, again and again. All or
     * nothing, and nothing twice: an id found in the list says that its turn arrived before.
     */
    private static final RedisScript APPEND = new RedisScript("""
            local known = table.concat(redis.call('LRANGE', KEYS[1], 0, -1), '\\n')
            for i = 3, #ARGV, 2 do
              if not string.find(known, ARGV[i], 1, true) then redis.call('RPUSH', KEYS[1], ARGV[i + 1]) end
            end
            redis.call('LTRIM', KEYS[1], -ARGV[1], -1)
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """);

    private final RedisLink redis;
    private final SessionConfig config;
    private final MemorySessionStore lastSeen;
    private final UnsentTurns unsent;

    RedisSessionStore(RedisLink redis, SessionConfig config) {
        this.redis = redis;
        this.config = config;
        this.lastSeen = new MemorySessionStore(config, Ticker.systemTicker());
        this.unsent = new UnsentTurns(config);
        redis.onReturn(this::sendAll);
    }

    @Override
    public Uni<Session> load(UserId user, SessionId session) {
        SessionKey key = new SessionKey(user, session);
        return Uni.createFrom()
                .deferred(() -> {
                    List<Turn> turns = unsent.of(key);
                    return redis.call(api -> send(api, key, turns).chain(() -> api.lrange(key.inRedis(), "0", "-1")))
                            .invoke(() -> unsent.confirm(key, turns));
                })
                .map(RedisSessionStore::messages)
                .invoke(messages -> lastSeen.replace(user, session, messages))
                .map(messages -> new Session(session, messages))
                .onFailure()
                .recoverWithUni(() -> lastSeen.load(user, session));
    }

    @Override
    public Uni<Void> append(UserId user, SessionId session, List<Message> messages) {
        SessionKey key = new SessionKey(user, session);
        return lastSeen.append(user, session, messages)
                .invoke(() -> unsent.add(key, Turn.of(messages)))
                .chain(() -> sendUnsent(key));
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

    /** Turns that cannot be sent now stay for later. */
    private Uni<Void> sendUnsent(SessionKey key) {
        return Uni.createFrom().deferred(() -> {
            List<Turn> turns = unsent.of(key);
            return redis.call(api -> send(api, key, turns))
                    .invoke(() -> unsent.confirm(key, turns))
                    .onFailure()
                    .recoverWithNull();
        });
    }

    private Uni<Void> send(RedisAPI api, SessionKey key, List<Turn> turns) {
        if (turns.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(config.maxMessages()));
        arguments.add(Long.toString(config.ttl().toMillis()));
        turns.forEach(turn -> turn.messages().forEach(message -> {
            arguments.add(turn.id());
            arguments.add(MessageJson.write(turn.id(), message));
        }));
        return APPEND.run(api, List.of(key.inRedis()), arguments).replaceWithVoid();
    }

    private static List<Message> messages(Response list) {
        List<Message> messages = new ArrayList<>(list.size());
        list.forEach(entry -> MessageJson.read(entry.toString()).ifPresent(messages::add));
        return messages;
    }
}
