package dev.runnel.webhook;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps events where all pods find them: a sorted set of names by the time at which each is due, and hashes with their
 * bodies, attempts and ages, which share one slot.
 */
final class RedisOutbox implements Outbox {

    private static final List<String> KEYS = List.of(
            "runnel:{webhook}:due", "runnel:{webhook}:bodies", "runnel:{webhook}:attempts", "runnel:{webhook}:added");

    /** Arguments: name, body, now in ms, the maximum number, the time to live in ms. Returns how many were given up. */
    private static final RedisScript ADD = new RedisScript("""
            if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
            redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
            redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
            local excess = redis.call('ZCARD', KEYS[1]) - ARGV[4]
            for _, name in ipairs(excess > 0 and redis.call('ZRANGE', KEYS[1], 0, excess - 1) or {}) do
              redis.call('ZREM', KEYS[1], name)
              for i = 2, 4 do redis.call('HDEL', KEYS[i], name) end
            end
            for i = 1, 4 do redis.call('PEXPIRE', KEYS[i], ARGV[5]) end
            return math.max(excess, 0)
            """);

    /** Arguments: now in ms, the end of the lease, the maximum number, the time to live in ms. Returns name, body, attempts and age of each. */
    private static final RedisScript TAKE = new RedisScript("""
            local taken = {}
            for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
              redis.call('ZADD', KEYS[1], ARGV[2], name)
              taken[#taken + 1] = name
              taken[#taken + 1] = redis.call('HGET', KEYS[2], name) or ''
              taken[#taken + 1] = redis.call('HINCRBY', KEYS[3], name, 1)
              taken[#taken + 1] = redis.call('HGET', KEYS[4], name) or ARGV[1]
            end
            redis.call('PEXPIRE', KEYS[3], ARGV[4])
            return taken
            """);

    /** Arguments: names. */
    private static final RedisScript REMOVE = new RedisScript("""
            for _, name in ipairs(ARGV) do
              redis.call('ZREM', KEYS[1], name)
              for i = 2, 4 do redis.call('HDEL', KEYS[i], name) end
            end
            return 0
            """);

    /** Argument: how the names begin. */
    private static final RedisScript FORGET = new RedisScript("""
            for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
              if string.sub(name, 1, #ARGV[1]) == ARGV[1] then
                redis.call('ZREM', KEYS[1], name)
                for i = 2, 4 do redis.call('HDEL', KEYS[i], name) end
              end
            end
            return 0
            """);

    private final RedisLink redis;
    private final int max;
    private final Duration longest;
    private final InstantSource clock;

    /** @param longest how long any event is kept */
    RedisOutbox(RedisLink redis, int max, Duration longest, InstantSource clock) {
        this.redis = redis;
        this.max = max;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public Uni<Integer> add(Event event) {
        return run(
                        ADD,
                        event.name(),
                        event.body(),
                        Long.toString(clock.millis()),
                        Integer.toString(max),
                        Long.toString(longest.toMillis()))
                .map(Response::toInteger);
    }

    @Override
    public Uni<List<Due>> take(int count, Duration lease) {
        long now = clock.millis();
        return run(
                        TAKE,
                        Long.toString(now),
                        Long.toString(now + lease.toMillis()),
                        Integer.toString(count),
                        Long.toString(longest.toMillis()))
                .map(RedisOutbox::taken);
    }

    private static List<Due> taken(Response fields) {
        List<Due> due = new ArrayList<>();
        for (int i = 0; i + 3 < fields.size(); i += 4) {
            due.add(new Due(
                    fields.get(i).toString(),
                    fields.get(i + 1).toString(),
                    fields.get(i + 2).toInteger(),
                    Instant.ofEpochMilli(Long.parseLong(fields.get(i + 3).toString()))));
        }
        return due;
    }

    @Override
    public Uni<Void> remove(String name) {
        return run(REMOVE, name).replaceWithVoid();
    }

    @Override
    public Uni<Void> later(String name, Duration wait) {
        String due = Long.toString(clock.millis() + wait.toMillis());
        return redis.call(api -> api.zadd(List.of(KEYS.getFirst(), "XX", due, name)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> forget(UserId user, Optional<SessionId> session, Optional<ReplyId> reply) {
        return run(FORGET, Event.prefix(user, session, reply)).replaceWithVoid();
    }

    private Uni<Response> run(RedisScript script, String... arguments) {
        return redis.call(api -> script.run(api, KEYS, List.of(arguments)));
    }
}
