package dev.runnel.ledger.shared;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Finds replies by an idempotency key or by a session, on all pods. While Redis is away each process knows only its own
 * replies.
 */
final class ReplyNames {

    /** How long a repeated request waits for the reply of its key to appear, rather than to find none. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(5);
    private static final Duration MAX_RETRY_DELAY = Duration.ofMillis(50);

    /** Frees an idempotency key if it names this reply. Key: as {@link Keys#request}. Argument: the reply's id. */
    private static final RedisScript RELEASE = new RedisScript("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
            return 0
            """);

    /**
     * Lets no pod write a reply any more that does not exist: one that was paused before it wrote the header is refused
     * when it goes on, as after a takeover.
     *
     * <p>Key: the reply's stream. Arguments: the expiry in milliseconds, an id, fields.
     */
    private static final RedisScript FENCE = new RedisScript("""
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            redis.call('XADD', KEYS[1], unpack(ARGV, 2))
            return redis.call('PEXPIRE', KEYS[1], ARGV[1])
            """);

    private final RedisLink link;
    private final Duration longest;
    private final UserReplies replies;
    private final MemoryEventLog memory;
    private final ReplyLookup lookup;

    /** @param longest how long any reply is kept at most */
    ReplyNames(RedisLink link, Duration longest, UserReplies replies, MemoryEventLog memory, ReplyLookup lookup) {
        this.link = link;
        this.longest = longest;
        this.replies = replies;
        this.memory = memory;
        this.lookup = lookup;
    }

    /**
     * Claims the idempotency key for this reply. The first pod wins; the others get the reply that has the key. If a
     * pod dies right after it has won, its key names a reply that does not exist, and the next caller takes the key. The
     * pod may also have been paused: then it cannot begin its reply any more.
     *
     * @return the reply that has the key; empty if it is this one now
     */
    Uni<Optional<ReplyId>> claim(UserId user, IdempotencyKey key, ReplyId reply) {
        return set(user, key, reply)
                .flatMap(other -> other.isEmpty()
                        ? Uni.createFrom().item(other)
                        : existsOrNeverWill(other.get())
                                .flatMap(there -> there
                                        ? Uni.createFrom().item(other)
                                        : release(user, key, other.get()).chain(() -> claim(user, key, reply))));
    }

    private Uni<Boolean> existsOrNeverWill(ReplyId reply) {
        return exists(reply)
                .flatMap(there -> there
                        ? Uni.createFrom().item(true)
                        : fence(reply).chain(() -> lookup.findOnce(reply)).map(Optional::isPresent));
    }

    private Uni<Void> fence(ReplyId missing) {
        List<String> entry = new ArrayList<>(
                List.of(Long.toString(longest.toMillis()), EntryId.takeover(1).toString()));
        entry.addAll(Entry.nobody());
        return link.call(redis -> FENCE.run(redis, List.of(Keys.log(missing)), entry))
                .replaceWithVoid()
                .onFailure(RedisAwayException.class)
                .recoverWithNull();
    }

    private Uni<Optional<ReplyId>> set(UserId user, IdempotencyKey key, ReplyId reply) {
        return replies.claim(user, key, reply)
                .flatMap(won -> won
                        ? Uni.createFrom().item(Optional.<ReplyId>empty())
                        : link.call(redis -> redis.get(Keys.request(user, key)))
                                .map(ReplyNames::reply)
                                .map(other -> other.filter(known -> !known.equals(reply))))
                // Also kept in memory, for the time when Redis is away.
                .call(other -> memory.claim(user, key, other.orElse(reply)))
                .onFailure(RedisAwayException.class)
                .recoverWithUni(() -> memory.claim(user, key, reply));
    }

    /** Frees a key that names a reply which was never written, unless it names another reply by now. */
    Uni<Void> release(UserId user, IdempotencyKey key, ReplyId missing) {
        return memory.release(user, key, missing)
                .chain(() -> link.call(
                        redis -> RELEASE.run(redis, List.of(Keys.request(user, key)), List.of(missing.value()))))
                .replaceWithVoid()
                .onFailure(RedisAwayException.class)
                .recoverWithNull();
    }

    /** The reply that was started with this key; empty if there is none. */
    Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key) {
        return memory.find(user, key)
                .flatMap(here -> orStored(here, Keys.request(user, key)))
                .flatMap(found -> found.map(
                                reply -> exists(reply).map(there -> there ? found : Optional.<ReplyId>empty()))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /**
     * Whether the reply exists. The pod that has claimed the key may still be about to write the header, without which
     * the reply is not found, so this looks several times. If it is impossible to look now, the reply counts as
     * existing.
     */
    private Uni<Boolean> exists(ReplyId reply) {
        return lookup.findOnce(reply)
                .map(Optional::orElseThrow)
                .onFailure(NoSuchElementException.class)
                .retry()
                .withBackOff(FIRST_RETRY_DELAY, MAX_RETRY_DELAY)
                .expireIn(PATIENCE.toMillis())
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(thrown -> !isMissing(thrown));
    }

    /** When the retries are over, the last failure may be the cause of the one that is thrown. */
    private static boolean isMissing(Throwable thrown) {
        return thrown instanceof NoSuchElementException || thrown.getCause() instanceof NoSuchElementException;
    }

    /** The reply that runs in a session. Fails with {@code REPLY_UNREACHABLE} if none is here and Redis is away. */
    Uni<Optional<ReplyId>> running(UserId user, SessionId session) {
        return latest(user, session)
                .flatMap(latest -> latest.map(lookup::findOnce)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.filter(reply -> !reply.ended())
                        .map(reply -> reply.header().reply()));
    }

    /** It may have ended. */
    private Uni<Optional<ReplyId>> latest(UserId user, SessionId session) {
        return memory.running(user, session)
                .flatMap(here -> here.isPresent()
                        ? Uni.createFrom().item(here)
                        : replies.latest(user, session)
                                .onFailure(RedisAwayException.class)
                                .transform(away -> Failure.of(FailureCode.REPLY_UNREACHABLE)
                                        .asException()));
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
