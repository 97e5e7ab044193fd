package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How all pods find replies by something else than their id: an idempotency key, or the session. While Redis is away
 * each process knows only its own.
 */
final class ReplyNames {

    private final RedisLink link;
    private final UserReplies replies;
    private final MemoryEventLog memory;
    private final String ttl;

    ReplyNames(RedisLink link, UserReplies replies, MemoryEventLog memory, Duration longest) {
        this.link = link;
        this.replies = replies;
        this.memory = memory;
        this.ttl = Long.toString(longest.toMillis());
    }

    /** Claims the name for this reply. The first pod to do so wins; the others get the reply that has the name. */
    Uni<Optional<ReplyId>> claim(UserId user, IdempotencyKey key, ReplyId reply) {
        String name = Keys.request(user, key);
        return link.call(redis -> redis.set(List.of(name, reply.value(), "NX", "PX", ttl)))
                .flatMap(won -> won != null
                        ? Uni.createFrom().item(Optional.<ReplyId>empty())
                        : link.call(redis -> redis.get(name)).map(ReplyNames::reply))
                // Kept here too, for the time when Redis is away.
                .invoke(other -> memory.claim(user, key, other.orElse(reply)))
                .onFailure(RedisAwayException.class)
                .recoverWithItem(() -> memory.claim(user, key, reply));
    }

    Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key) {
        return memory.find(user, key).flatMap(here -> orStored(here, Keys.request(user, key)));
    }

    /** The latest reply of a session; it may have ended. */
    Uni<Optional<ReplyId>> latest(UserId user, SessionId session) {
        return memory.running(user, session)
                .flatMap(here -> here.isPresent()
                        ? Uni.createFrom().item(here)
                        : replies.latest(user, session)
                                .onFailure(RedisAwayException.class)
                                .recoverWithItem(Optional.empty()));
    }

    private Uni<Optional<ReplyId>> orStored(Optional<ReplyId> here, String key) {
        return here.isPresent()
                ? Uni.createFrom().item(here)
                : link.call(redis -> redis.get(key))
                        .map(ReplyNames::reply)
                        .onFailure(RedisAwayException.class)
                        .recoverWithItem(Optional.empty());
    }

    private static Optional<ReplyId> reply(Response stored) {
        return Optional.ofNullable(stored).flatMap(id -> ReplyId.read(id.toString()));
    }
}
