package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Decides which pod goes on with a reply that nobody writes any more. */
final class Election {

    /**
     * The reply is this pod's.
     *
     * @param content all that was written before
     * @param epoch the number under which this pod writes
     */
    record Won(StoredReplies.Content content, long epoch) {}

    private final RedisLink link;
    private final PodLease lease;
    private final StoredReplies stored;

    Election(RedisLink link, PodLease lease, StoredReplies stored) {
        this.link = link;
        this.lease = lease;
        this.stored = stored;
    }

    /** Empty when the reply has ended, its pod lives, or another pod was first. */
    Uni<Optional<Won>> stand(ReplyId reply) {
        return stored.read(reply).flatMap(content -> lease.isAlive(content.writer())
                .flatMap(alive -> alive || content.ended()
                        ? Uni.createFrom().item(Optional.empty())
                        : stand(reply, content.last().epoch() + 1)));
    }

    private Uni<Optional<Won>> stand(ReplyId reply, long epoch) {
        return seize(reply, epoch)
                .flatMap(mine -> mine
                        // Read again: the other pod may have written up to the moment when its entries began to be
                        // refused.
                        ? stored.read(reply)
                                .map(content ->
                                        content.ended() ? Optional.<Won>empty() : Optional.of(new Won(content, epoch)))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Boolean> seize(ReplyId reply, long epoch) {
        List<String> entry = List.of(
                Keys.log(reply),
                EntryId.takeover(epoch).toString(),
                Entry.POD,
                lease.pod().value());
        return link.call(redis -> redis.xadd(entry))
                .replaceWith(true)
                .onFailure(thrown -> !(thrown instanceof RedisAwayException))
                .recoverWithItem(false);
    }
}
