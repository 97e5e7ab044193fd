package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Decides which pod goes on with a reply that nobody writes any more. */
final class Election {

    private static final Logger LOG = Logger.getLogger(Election.class);

    private static final Duration GIVE_BACK = Duration.ofSeconds(1);

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
    private final Predicate<ReplyId> isHere;
    /** Those that may be this pod's by their streams, and are not here: Redis went away in the middle. */
    private final Set<ReplyId> unfinished = ConcurrentHashMap.newKeySet();

    /** @param isHere whether this process has the reply */
    Election(RedisLink link, PodLease lease, StoredReplies stored, DeadJournals journals, Predicate<ReplyId> isHere) {
        this.link = link;
        this.lease = lease;
        this.stored = stored;
        this.journals = journals;
        this.isHere = isHere;
    }

    void start(Timers timers) {
        timers.every(GIVE_BACK, () -> unfinished.forEach(this::giveBack));
    }

    /** As long as the stream says that it is this pod's, no other one takes it. */
    private void giveBack(ReplyId reply) {
        stored.read(reply)
                .flatMap(content -> content.ended() || isHere.test(reply) || !isOurs(content)
                        ? Uni.createFrom().voidItem()
                        : write(reply, content.last().epoch() + 1, Entry.nobody())
                                .replaceWithVoid())
                .subscribe()
                .with(
                        done -> unfinished.remove(reply),
                        thrown -> LOG.debugf("reply %s cannot be given back: %s", reply, thrown.toString()));
    }

    private boolean isOurs(StoredReplies.Content content) {
        return content.writer().equals(lease.pod().value());
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
        return write(reply, epoch, Entry.takeover(lease.pod(), journal))
                .flatMap(mine -> mine
                        // Read again: the other pod may have written up to the moment when its entries began to be
                        // refused.
                        ? stored.read(reply)
                                .flatMap(content -> content.ended()
                                        ? Uni.createFrom().item(Optional.<Won>empty())
                                        : won(reply, content, epoch))
                        : Uni.createFrom().item(Optional.<Won>empty()))
                .onFailure()
                .invoke(() -> unfinished.add(reply));
    }

    private Uni<Optional<Won>> won(ReplyId reply, StoredReplies.Content content, long epoch) {
        List<SequencedEvent> streamed = content.events();
        return journals.complete(reply, content.journals(), streamed)
                .map(events -> Optional.of(new Won(events, streamed.size(), epoch)));
    }

    /** False when another pod has written in the meantime. */
    private Uni<Boolean> write(ReplyId reply, long epoch, List<String> fields) {
        List<String> entry =
                new ArrayList<>(List.of(Keys.log(reply), EntryId.takeover(epoch).toString()));
        entry.addAll(fields);
        return link.call(redis -> redis.xadd(entry))
                .replaceWith(true)
                .onFailure(thrown -> !(thrown instanceof RedisAwayException))
                .recoverWithItem(false);
    }
}
