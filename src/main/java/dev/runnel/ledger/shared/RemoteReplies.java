package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.ledger.local.Viewers;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Replies that other pods write and viewers of this process read. Each is mirrored into a log of this process, which
 * serves its viewers like those of any reply. One command at a time fetches what is new for all mirrors.
 */
final class RemoteReplies {

    private static final Logger LOG = Logger.getLogger(RemoteReplies.class);

    /**
     * How often new entries are fetched. Viewers here see an event at most this much later than viewers on the pod that
     * writes it: too little to notice.
     */
    private static final Duration POLL = Duration.ofMillis(30);
    /** A mirror that nobody reads is removed after this time; a later viewer starts a new one. */
    private static final Duration IDLE = Duration.ofSeconds(5);
    /** How often the writing pods' leases are checked, and whether replies were erased. */
    private static final Duration LEASE_CHECK = Duration.ofSeconds(1);

    /**
     * After so many checks in a row that do not find a reply, it counts as erased. If Redis has restarted empty, the
     * running replies are written again before that.
     */
    private static final int MISSES = 2;

    private final RedisLink link;
    private final PodLease lease;
    private final Viewers viewers;
    private final boolean cluster;
    private final Map<ReplyId, Mirror> mirrors = new ConcurrentHashMap<>();
    private final AtomicBoolean polling = new AtomicBoolean();

    RemoteReplies(RedisLink link, PodLease lease, Viewers viewers, boolean cluster) {
        this.link = link;
        this.lease = lease;
        this.viewers = viewers;
        this.cluster = cluster;
    }

    void start(Timers timers) {
        timers.every(POLL, this::poll);
        timers.every(LEASE_CHECK, this::checkLeases);
        timers.every(LEASE_CHECK, this::checkErased);
    }

    /** @param writer the pod that writes the reply, as far as is known; the stream names later ones */
    Multi<SequencedEvent> follow(ReplyHeader header, String writer, long after) {
        return Multi.createFrom().deferred(() -> {
            Mirror mirror = mirrors.compute(header.reply(), (unused, known) -> {
                Mirror used = known == null ? new Mirror(header, writer, viewers) : known;
                used.touch();
                return used;
            });
            return mirror.log().follow(after);
        });
    }

    /**
     * Ends the mirror, because this process writes the reply from now on, and has it in memory by now, where viewers of
     * the mirror look for the rest. There may be some: all but the one that took the reply over follow it again.
     */
    void abandon(ReplyId reply) {
        Mirror mirror = mirrors.remove(reply);
        if (mirror != null) {
            mirror.log().abandon();
        }
    }

    private void poll() {
        long now = System.nanoTime();
        mirrors.values().removeIf(mirror -> mirror.isUnused(now, IDLE.toNanos()));
        List<Mirror> wanted = List.copyOf(mirrors.values());
        if (wanted.isEmpty() || !polling.compareAndSet(false, true)) {
            return;
        }
        // In a cluster one command can read only one slot.
        List<List<Mirror>> groups = cluster ? wanted.stream().map(List::of).toList() : List.of(wanted);
        List<Uni<Void>> reads = groups.stream().map(this::read).toList();
        Uni.join()
                .all(reads)
                .andCollectFailures()
                .onTermination()
                .invoke(() -> polling.set(false))
                .subscribe()
                .with(unused -> {}, thrown -> LOG.debugf("Cannot fetch other pods' replies: %s", thrown.toString()));
    }

    /**
     * Fetches new entries with one command. If Redis refuses it, each stream is read by a command of its own: one key
     * that is not a stream must not keep the viewers of all others waiting.
     */
    private Uni<Void> read(List<Mirror> group) {
        List<String> command = new ArrayList<>(List.of("COUNT", "200", "STREAMS"));
        group.forEach(mirror -> command.add(Keys.log(mirror.reply())));
        group.forEach(mirror -> command.add(mirror.position()));
        return link.call(redis -> redis.xread(command))
                .invoke(this::distribute)
                .replaceWithVoid()
                .onFailure(RemoteReplies::isRefusal)
                .recoverWithUni(refused -> group.size() > 1 ? readEach(group) : giveUp(group.getFirst(), refused));
    }

    private Uni<Void> readEach(List<Mirror> group) {
        return Uni.join()
                .all(group.stream().map(mirror -> read(List.of(mirror))).toList())
                .andCollectFailures()
                .replaceWithVoid();
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof RedisAwayException away && away.isRefusal();
    }

    /**
     * Gives up only if this key has the wrong type. Other refusals concern all replies, for example because reading is
     * not permitted, and may be repaired.
     */
    private Uni<Void> giveUp(Mirror mirror, Throwable refused) {
        return Uni.createFrom().voidItem().invoke(() -> {
            if (refused instanceof RedisAwayException away && away.isWrongType()) {
                giveUp(mirror, away.getMessage());
            }
        });
    }

    private void giveUp(Mirror mirror, String reason) {
        // Reported once, however many viewers it has.
        if (mirrors.remove(mirror.reply(), mirror)) {
            Unreadable.found(mirror.reply(), reason);
            mirror.fail();
        }
    }

    private void distribute(Response streams) {
        if (streams == null) {
            return;
        }
        for (Response stream : streams) {
            Mirror mirror = mirrors.get(reply(stream.get(0).toString()));
            if (mirror != null) {
                try {
                    mirror.add(stream.get(1));
                } catch (UnreadableReplyException e) {
                    giveUp(mirror, e.getMessage());
                }
            }
        }
    }

    private static ReplyId reply(String key) {
        return new ReplyId(key.substring(key.indexOf('{') + 1, key.indexOf('}')));
    }

    /** Ends erased replies for their viewers here: their streams are gone, so no terminal event comes. */
    private void checkErased() {
        mirrors.values().stream().filter(Mirror::isQuiet).forEach(mirror -> link.call(
                        redis -> redis.exists(List.of(Keys.log(mirror.reply()))))
                .subscribe()
                .with(
                        found -> {
                            if (mirror.missing(found.toInteger() == 1) >= MISSES
                                    && mirrors.remove(mirror.reply(), mirror)) {
                                mirror.log().erase();
                            }
                        },
                        thrown -> LOG.debugf("Cannot check whether a reply was erased: %s", thrown.toString())));
    }

    private void checkLeases() {
        mirrors.values().forEach(mirror -> lease.isAlive(mirror.writer())
                .subscribe()
                .with(
                        alive -> {
                            if (!alive && mirrors.remove(mirror.reply(), mirror)) {
                                mirror.log().abandon();
                            }
                        },
                        thrown -> LOG.debugf("Cannot check another pod's lease: %s", thrown.toString())));
    }
}
