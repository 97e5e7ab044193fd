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

/** Decides which pod continues a reply that no living pod writes. */
final class Election {

    private static final Logger LOG = Logger.getLogger(Election.class);

    /** How often failed takeovers are looked at. */
    private static final Duration GIVE_BACK = Duration.ofSeconds(1);

    /**
     * This pod has won the reply.
     *
     * @param events all events that were written before
     * @param streamed how many of them are in the reply's stream; the others were only in the journals of dead pods
     * @param epoch the epoch in which this pod writes; see {@link EntryId}
     */
    record Won(List<SequencedEvent> events, int streamed, long epoch) {

        /** Whether the terminal event is among them, so that nothing has to be generated. */
        boolean isEnded() {
            return !events.isEmpty() && events.getLast().isTerminal();
        }
    }

    private final RedisLink link;
    private final PodLease lease;
    private final StoredReplies stored;
    private final DeadJournals journals;
    private final Predicate<ReplyId> isHere;
    /**
     * Replies whose takeover failed halfway because Redis went away. Their streams may name this pod as the writer,
     * although it does not have the reply.
     */
    private final Set<ReplyId> unfinished = ConcurrentHashMap.newKeySet();

    /** @param isHere whether this process has the reply in memory */
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

    /**
     * Lets any pod take the reply over. While its stream names this pod, whose lease is valid, no other pod takes it.
     */
    private void giveBack(ReplyId reply) {
        stored.read(reply)
                .flatMap(content -> content.ended() || isHere.test(reply) || !isOurs(content)
                        ? Uni.createFrom().voidItem()
                        : write(reply, content.last().epoch() + 1, Entry.nobody())
                                .replaceWithVoid())
                .subscribe()
                .with(
                        done -> unfinished.remove(reply),
                        thrown -> LOG.debugf("Cannot give reply %s back: %s", reply, thrown.toString()));
    }

    private boolean isOurs(StoredReplies.Content content) {
        return content.writer().equals(lease.pod().value());
    }

    /**
     * Tries to make this pod the writer.
     *
     * @param journal the number of the journal that this pod will use for the reply
     * @return empty if the reply has ended, its writer is alive, or another pod was first
     */
    Uni<Optional<Won>> tryTakeOver(ReplyId reply, int journal) {
        return stored.read(reply).flatMap(content -> lease.isAlive(content.writer())
                .flatMap(alive -> alive || content.ended()
                        ? Uni.createFrom().item(Optional.empty())
                        : tryTakeOver(reply, journal, content.last().epoch() + 1)));
    }

    private Uni<Optional<Won>> tryTakeOver(ReplyId reply, int journal, long epoch) {
        return write(reply, epoch, Entry.takeover(lease.pod(), journal))
                .flatMap(mine -> mine
                        // Read again: the old writer may have added entries until this one made Redis refuse them.
                        ? stored.read(reply)
                                .flatMap(content -> content.ended()
                                        ? Uni.createFrom().item(Optional.<Won>empty())
                                        : won(reply, content, journal, epoch))
                        : Uni.createFrom().item(Optional.<Won>empty()))
                .onFailure()
                .invoke(() -> unfinished.add(reply));
    }

    private Uni<Optional<Won>> won(ReplyId reply, StoredReplies.Content content, int journal, long epoch) {
        List<SequencedEvent> streamed = content.events();
        // The takeover names this pod's own journal, which has nothing of the reply yet. To read it would close it.
        String own = Keys.journal(lease.pod().value(), journal);
        List<String> others =
                content.journals().stream().filter(key -> !key.equals(own)).toList();
        return journals.complete(reply, others, streamed)
                .map(events -> Optional.of(new Won(events, streamed.size(), epoch)));
    }

    /** Adds a takeover entry. False if Redis refuses its id: another pod was first. */
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
