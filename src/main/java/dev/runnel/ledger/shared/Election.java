package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which pod goes on with a reply that nobody writes any more. */
final class Election {

    /**
     * The reply is this pod's.
     *
     * @param events all that was written before
     * @param streamed how many of them the reply's stream has; the others were in the journals of pods that are gone
     * @param epoch the number under which this pod writes
     */
    record Won(List<SequencedEvent> events, int streamed, long epoch) {

        /** Whether nothing is left to say. */
        boolean isEnded() {
            return !events.isEmpty() && events.getLast().isTerminal();
        }
    }

    private final RedisLink link;
    private final PodLease lease;
    private final StoredReplies stored;
    private final DeadJournals journals;

    Election(RedisLink link, PodLease lease, StoredReplies stored, DeadJournals journals) {
        this.link = link;
        this.lease = lease;
        this.stored = stored;
        this.journals = journals;
    }

    /**
     * Empty when the reply has ended, its pod lives, or another pod was first.
     *
     * @param journal the number of the journal that this pod will write
     */
    Uni<Optional<Won>> stand(ReplyId reply, int journal) {
        return stored.read(reply).flatMap(content -> lease.isAlive(content.writer())
                .flatMap(alive -> alive || content.ended()
                        ? Uni.createFrom().item(Optional.empty())
                        : stand(reply, journal, content.last().epoch() + 1)));
    }

    private Uni<Optional<Won>> stand(ReplyId reply, int journal, long epoch) {
        return seize(reply, journal, epoch)
                .flatMap(mine -> mine
                        // Read again: the other pod may have written up to the moment when its entries began to be
                        // refused.
                        ? stored.read(reply)
                                .flatMap(content -> content.ended()
                                        ? Uni.createFrom().item(Optional.<Won>empty())
                                        : won(reply, content, epoch))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Won>> won(ReplyId reply, StoredReplies.Content content, long epoch) {
        List<SequencedEvent> streamed = content.events();
        return journals.complete(reply, content.journals(), streamed)
                .map(events -> Optional.of(new Won(events, streamed.size(), epoch)));
    }

    private Uni<Boolean> seize(ReplyId reply, int journal, long epoch) {
        List<String> entry =
                new ArrayList<>(List.of(Keys.log(reply), EntryId.takeover(epoch).toString()));
        entry.addAll(Entry.takeover(lease.pod(), journal));
        return link.call(redis -> redis.xadd(entry))
                .replaceWith(true)
                .onFailure(thrown -> !(thrown instanceof RedisAwayException))
                .recoverWithItem(false);
    }
}
