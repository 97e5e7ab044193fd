package dev.runnel.ledger.shared;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Erases replies from this process, from Redis, and from the other pods that write them or still have them in memory. A
 * living pod deletes its own replies' keys: only it knows when its last write is done, and a later write would create
 * the key again.
 */
final class Erasure {

    /**
     * How long to wait for another pod. A living pod reads the request within one beat of its lease, and then waits for
     * at most one write.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration FIRST_POLL_DELAY = Duration.ofMillis(30);
    private static final Duration MAX_POLL_DELAY = Duration.ofMillis(100);
    private static final int AT_ONCE = 16;

    private final RedisLink link;
    private final MemoryEventLog memory;
    private final PodLease lease;
    private final StoredReplies stored;
    private final UserReplies replies;
    private final Function<ReplyId, Uni<Void>> stopWriting;

    /** @param stopWriting stops this process's writer of a reply; completes when no write is under way any more */
    Erasure(
            RedisLink link,
            MemoryEventLog memory,
            PodLease lease,
            StoredReplies stored,
            UserReplies replies,
            Function<ReplyId, Uni<Void>> stopWriting) {
        this.link = link;
        this.memory = memory;
        this.lease = lease;
        this.stored = stored;
        this.replies = replies;
        this.stopWriting = stopWriting;
    }

    /**
     * Erases first what is in this process, whether Redis is there or not. Fails with {@code SESSION_UNREACHABLE} if
     * Redis is away or another pod does not delete its replies in time.
     */
    Uni<Void> erase(UserId user, Optional<SessionId> session) {
        return erase(user, memory.repliesOf(user, session), opened -> session.isEmpty() || opened.isOf(session.get()));
    }

    /** Erases one reply; fails as the other does. */
    Uni<Void> erase(UserId user, ReplyId reply) {
        return erase(user, memory.isHere(user, reply) ? List.of(reply) : List.of(), opened -> opened.reply()
                .equals(Optional.of(reply)));
    }

    private Uni<Void> erase(UserId user, List<ReplyId> here, Predicate<UserReplies.Opened> wanted) {
        return each(here, this::removeHere)
                .chain(() -> eraseFrom(user, wanted, ""))
                .onFailure()
                .transform(away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
    }

    /** Erases page by page: a user may have more replies than one command can name. */
    private Uni<Void> eraseFrom(UserId user, Predicate<UserReplies.Opened> wanted, String after) {
        return replies.next(user, after).flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            List<UserReplies.Opened> gone = page.stream().filter(wanted).toList();
            List<ReplyId> readable =
                    gone.stream().flatMap(opened -> opened.reply().stream()).toList();
            return each(readable, this::eraseEverywhere)
                    .chain(() -> eraseNames(user, gone))
                    .chain(() -> eraseFrom(user, wanted, page.getLast().entry()));
        });
    }

    /** Erases a reply of this process on another pod's request. That pod waits until the key is gone. */
    Uni<Void> eraseHere(ReplyId reply) {
        return removeHere(reply).chain(() -> delete(reply));
    }

    private Uni<Void> removeHere(ReplyId reply) {
        return Uni.createFrom().deferred(() -> {
            Uni<Void> done = memory.endForErasure(reply);
            return stopWriting.apply(reply).chain(() -> done).invoke(() -> memory.drop(reply));
        });
    }

    private Uni<Void> eraseEverywhere(ReplyId reply) {
        return stored.read(reply)
                .onFailure(Erasure::isUnreadable)
                .recoverWithItem(StoredReplies.Content.NONE)
                .flatMap(content -> content.writer().isEmpty()
                                || content.writer().equals(lease.pod().value())
                        ? Uni.createFrom().item(false)
                        : lease.isAlive(content.writer())
                                .call(alive -> alive
                                        ? lease.requestErasure(content.writer(), reply)
                                        : Uni.createFrom().voidItem()))
                .flatMap(asked -> asked ? awaitGone(reply) : delete(reply));
    }

    /** Whether the key holds something that no pod writes. Then no pod has to be asked to delete it. */
    private static boolean isUnreadable(Throwable thrown) {
        return thrown instanceof UnreadableReplyException
                || (thrown instanceof RedisAwayException away && away.isWrongType());
    }

    private Uni<Void> awaitGone(ReplyId reply) {
        return link.call(redis -> redis.exists(List.of(Keys.log(reply))))
                .map(found -> {
                    if (found.toInteger() != 0) {
                        throw new IllegalStateException("the reply is not erased yet");
                    }
                    return found;
                })
                .onFailure(IllegalStateException.class)
                .retry()
                .withBackOff(FIRST_POLL_DELAY, MAX_POLL_DELAY)
                .expireIn(PATIENCE.toMillis())
                .replaceWithVoid();
    }

    private Uni<Void> delete(ReplyId reply) {
        return link.call(redis -> redis.del(List.of(Keys.log(reply), Keys.prompt(reply))))
                .replaceWithVoid();
    }

    private Uni<Void> eraseNames(UserId user, List<UserReplies.Opened> erased) {
        List<String> names = new ArrayList<>();
        erased.forEach(opened -> opened.key().ifPresent(key -> names.add(Keys.request(user, key))));
        return (names.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : link.call(redis -> redis.del(names)).replaceWithVoid())
                .chain(() -> replies.remove(user, erased));
    }

    private static Uni<Void> each(List<ReplyId> replies, Function<ReplyId, Uni<Void>> action) {
        return Multi.createFrom()
                .iterable(replies)
                .onItem()
                .transformToUni(action::apply)
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
