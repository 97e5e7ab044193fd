package dev.runnel.ledger.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.ledger.LedgerConfig;
import java.util.Optional;

/** Which replies the idempotency keys of requests name, for as long as replies are kept. */
final class RequestKeys {

    private record RequestKey(UserId user, IdempotencyKey key) {}

    private final Cache<RequestKey, ReplyId> replies;

    RequestKeys(LedgerConfig config, Ticker clock) {
        this.replies = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(config.memoryMaxEvents())
                .expireAfterWrite(config.retention())
                .build();
    }

    Optional<ReplyId> find(UserId user, IdempotencyKey key) {
        return Optional.ofNullable(replies.getIfPresent(new RequestKey(user, key)));
    }

    /**
     * Assigns the key to this reply, unless it already has a reply.
     *
     * @param ifAssigned run before anybody can find the reply by its key
     * @return the reply that had the key before; empty if the key is assigned to this reply now
     */
    Optional<ReplyId> claim(UserId user, IdempotencyKey key, ReplyId reply, Runnable ifAssigned) {
        ReplyId first = replies.asMap().computeIfAbsent(new RequestKey(user, key), unused -> {
            ifAssigned.run();
            return reply;
        });
        return Optional.of(first).filter(other -> !other.equals(reply));
    }

    /** Frees the key if it is assigned to this reply; does nothing if it is assigned to another one. */
    void release(UserId user, IdempotencyKey key, ReplyId reply) {
        replies.asMap().remove(new RequestKey(user, key), reply);
    }

    /** Frees all keys of this reply. */
    void drop(ReplyId reply) {
        replies.asMap().values().removeIf(reply::equals);
    }
}
