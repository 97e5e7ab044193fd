package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.ledger.local.MemoryReplyLog;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds replies: first in this process, then in Redis. */
final class ReplyLookup {

    /**
     * How long a header may be on its way to Redis. With the default timeout, a call that takes longer has failed, and
     * the pod that made it keeps its reply to itself.
     */
    private static final Duration HEADER_ON_ITS_WAY = Duration.ofMillis(100);

    private final MemoryEventLog memory;
    private final StoredReplies stored;

    ReplyLookup(MemoryEventLog memory, StoredReplies stored) {
        this.memory = memory;
        this.stored = stored;
    }

    /**
     * Looks twice: a viewer may know a reply's id and ask this pod for it while the header is still on its way to
     * Redis.
     */
    Uni<Optional<LoggedReply>> find(ReplyId reply) {
        return findOrRetry(() -> findOnce(reply));
    }

    /**
     * A reply of another user is looked for in Redis even if it is in this process. So the answer takes as long as for
     * a reply that does not exist, and does not tell that this one exists.
     */
    Uni<Optional<LoggedReply>> find(UserId owner, ReplyId reply) {
        return findOrRetry(() -> here(reply)
                .filter(logged -> logged.isOf(owner))
                .map(mine -> Uni.createFrom().item(Optional.of(mine)))
                .orElseGet(() -> stored.find(reply)
                        .map(found -> found.map(StoredReplies.Stored::reply).filter(logged -> logged.isOf(owner)))));
    }

    private static Uni<Optional<LoggedReply>> findOrRetry(Supplier<Uni<Optional<LoggedReply>>> look) {
        return look.get()
                .flatMap(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(HEADER_ON_ITS_WAY)
                                .flatMap(unused -> look.get()));
    }

    /** Looks once. */
    Uni<Optional<LoggedReply>> findOnce(ReplyId reply) {
        Optional<LoggedReply> here = here(reply);
        return here.isPresent()
                ? Uni.createFrom().item(here)
                : stored.find(reply).map(found -> found.map(StoredReplies.Stored::reply));
    }

    private Optional<LoggedReply> here(ReplyId reply) {
        return memory.lookUp(reply).map(MemoryReplyLog::progress);
    }
}
