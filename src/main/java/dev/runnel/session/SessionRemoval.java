package dev.runnel.session;

import dev.runnel.UserId;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Deletes sessions in Redis. */
final class SessionRemoval {

    /** Sessions of one command: a user with many must not make all others wait. */
    private static final int AT_ONCE = 200;

    private final RedisLink redis;

    SessionRemoval(RedisLink redis) {
        this.redis = redis;
    }

    /** A batch at a time, until none is listed. Entries of the list that are no session are deleted too. */
    Uni<Void> removeAll(UserId user) {
        List<String> first = List.of(SessionKey.index(user), "0", Integer.toString(AT_ONCE - 1));
        return redis.call(api -> api.zrange(first))
                .map(SessionRemoval::ids)
                .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                .recoverWithItem(List.of())
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : remove(user, ids).chain(() -> removeAll(user)));
    }

    private static List<String> ids(Response listed) {
        List<String> ids = new ArrayList<>();
        listed.forEach(id -> ids.add(id.toString()));
        return ids;
    }

    Uni<Void> remove(UserId user, List<String> sessions) {
        List<String> keys = new ArrayList<>(List.of(SessionKey.index(user), SessionKey.sizes(user)));
        sessions.forEach(id -> keys.addAll(List.of(SessionKey.prefix(user) + id, SessionKey.archives(user) + id)));
        return redis.call(api -> UserScripts.ERASE.run(api, keys, sessions)).replaceWithVoid();
    }
}
