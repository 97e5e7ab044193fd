package dev.runnel.session;

import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** The titles that users give to their sessions in Redis, whose form {@link SessionScripts} describes. */
final class SessionTitles {

    /** How long a title waits for its session's first turn: no reply takes longer. */
    private static final Duration FIRST_TURN = Duration.ofHours(1);

    /**
     * Keys: session, index. Arguments: its title; if it may lack its first turn also now in µs, how long it waits for that
     * and the time to live, both in ms, and its id. Returns 0 if there is no session.
     */
    private static final RedisScript RENAME = new RedisScript("""
            local kept = redis.pcall('HMGET', KEYS[1], 'order', 'named')
            local isThere = kept[1] or kept[2]
            if kept.err or not (isThere or ARGV[2]) then return 0 end
            redis.call('HSET', KEYS[1], 'title', ARGV[1], 'named', 1)
            if not isThere then
              redis.call('HSET', KEYS[1], 'used', ARGV[2])
              redis.call('PEXPIRE', KEYS[1], ARGV[3])
              redis.pcall('ZADD', KEYS[2], ARGV[2], ARGV[5])
              redis.pcall('PEXPIRE', KEYS[2], 2 * ARGV[4])
            end
            return 1
            """);

    private final RedisLink redis;
    private final Keeping keeping;

    SessionTitles(RedisLink redis, Keeping keeping) {
        this.redis = redis;
        this.keeping = keeping;
    }

    /** False if there is no session. */
    Uni<Boolean> rename(SessionKey key, String title) {
        return run(key, List.of(title));
    }

    /** The same for one that may lack its first turn. */
    Uni<Boolean> nameFirst(SessionKey key, String title) {
        return run(
                key,
                List.of(
                        title,
                        ChangeArguments.now(),
                        Long.toString(FIRST_TURN.toMillis()),
                        Long.toString(keeping.ttl().toMillis()),
                        key.session().value()));
    }

    private Uni<Boolean> run(SessionKey key, List<String> arguments) {
        return redis.call(api -> RENAME.run(api, List.of(key.inRedis(), key.index()), arguments))
                .map(done -> done.toInteger() == 1);
    }
}
