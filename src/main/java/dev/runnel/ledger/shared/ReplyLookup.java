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

/** Finds replies, in this process first and in Redis then. */
final class ReplyLookup {

    /** By default a call to Redis that takes longer has failed, and the pod that made it keeps its reply to itself. */
    private static final Duration HEADER_ON_ITS_WAY = Duration.ofMillis(100);

    private final MemoryEventLog memory;
    private final StoredReplies stored;

    ReplyLookup(MemoryEventLog memory, StoredReplies stored) {
        this.memory = memory;
        this.stored = stored;
    }

    /** Looks twice: a viewer may know a reply's name, and come here with it, while the header is on its way to Redis. */
    Uni<Optional<LoggedReply>> find(ReplyId reply) {
        return twice(() -> now(reply));
    }

    /** What is in this process and somebody else's is looked for in Redis, too, as what is not in this process. */
    Uni<Optional<LoggedReply>> find(UserId owner, ReplyId reply) {
        return twice(() -> here(reply)
                .filter(logged -> logged.isOf(owner))
                .map(mine -> Uni.createFrom().item(Optional.of(mine)))
                .orElseGet(() -> stored.find(reply)
                        .map(found -> found.map(StoredReplies.Stored::reply).filter(logged -> logged.isOf(owner)))));
    }

    private static Uni<Optional<LoggedReply>> twice(Supplier<Uni<Optional<LoggedReply>>> look) {
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
    Uni<Optional<LoggedReply>> now(ReplyId reply) {
        Optional<LoggedReply> here = here(reply);
        return here.isPresent()
                ? Uni.createFrom().item(here)
                : stored.find(reply).map(found -> found.map(StoredReplies.Stored::reply));
    }

    private Optional<LoggedReply> here(ReplyId reply) {
        return memory.lookUp(reply).map(MemoryReplyLog::progress);
    }
}
