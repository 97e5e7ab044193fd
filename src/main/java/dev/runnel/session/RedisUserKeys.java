package dev.runnel.session;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keeps the users' keys beside their conversations, which whoever reads Redis can read anyway. */
final class RedisUserKeys implements UserKeys {

    /**
     * Key: the user's. Arguments: time to live in ms, the key if there is none (empty: none is made), the length of one.
     * Returns the key. What is of another type or length is none of ours.
     */
    private static final RedisScript USE = new RedisScript("""
            local kept = redis.pcall('GET', KEYS[1])
            if kept and not kept.err and #kept == tonumber(ARGV[3]) then
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
              return kept
            end
            if ARGV[2] ~= '' then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1]) end
            return ARGV[2]
            """);

    /** Characters of a key in Base64. */
    private static final String WRITTEN = Integer.toString((LENGTH + 2) / 3 * 4);

    private final RedisLink redis;
    private final Duration ttl;
    private final SecureRandom random = new SecureRandom();

    RedisUserKeys(RedisLink redis, Duration ttl) {
        this.redis = redis;
        this.ttl = ttl;
    }

    @Override
    public Uni<byte[]> of(UserId user) {
        return use(user, Base64.getEncoder().encodeToString(MemoryUserKeys.made(random)))
                .map(Base64.getDecoder()::decode);
    }

    @Override
    public Uni<Optional<byte[]>> find(UserId user) {
        return use(user, "")
                .map(kept -> Optional.of(kept).filter(key -> !key.isEmpty()).map(Base64.getDecoder()::decode));
    }

    private Uni<String> use(UserId user, String made) {
        List<String> arguments = List.of(Long.toString(ttl.toMillis()), made, WRITTEN);
        return reached(redis.call(api -> USE.run(api, List.of(key(user)), arguments)))
                .map(Response::toString);
    }

    @Override
    public Uni<Void> forget(UserId user) {
        return reached(redis.call(api -> api.del(List.of(key(user))))).replaceWithVoid();
    }

    private static <T> Uni<T> reached(Uni<T> exchange) {
        return exchange.onFailure()
                .transform(away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
    }

    private static String key(UserId user) {
        return "runnel:{" + user + "}:key";
    }
}
