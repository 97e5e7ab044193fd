package dev.runnel.ledger.shared;

import dev.runnel.ledger.Durability;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisLink;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The journal of this process, and those that other pods have closed but that still have replies. One for all event
 * loops: what a journal costs is the number of its commands, not their size.
 */
final class Journals {

    private static final Duration CHECK = Duration.ofSeconds(1);

    private final RedisLink link;
    private final PodId pod;
    private final LedgerConfig config;
    private final Vertx vertx;
    /** The current journal, if there is one yet, and closed ones that still have replies. */
    private final Queue<Journal> journals = new ConcurrentLinkedQueue<>();

    private volatile Journal current;
    private int created;
    private volatile long degradedChecks;

    Journals(RedisLink link, PodId pod, LedgerConfig config, Vertx vertx) {
        this.link = link;
        this.pod = pod;
        this.config = config;
        this.vertx = vertx;
        link.onReturn(this::tryAgain);
    }

    void start(Timers timers) {
        timers.every(CHECK, this::check);
    }

    /** The current event loop, or any if the caller is on none. */
    EventLoop loop() {
        return ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    }

    /** The journal for new replies. Replaces a closed one by a new one. */
    Journal current() {
        Journal known = current;
        return known == null || known.isClosed() ? replaceClosed() : known;
    }

    private synchronized Journal replaceClosed() {
        if (current == null || current.isClosed()) {
            current = create();
            journals.add(current);
        }
        return current;
    }

    private Journal create() {
        int number = created++;
        Duration ttl = config.maxDuration().plus(config.retention());
        return new Journal(number, new JournalStream(link, Keys.journal(pod.value(), number), ttl), link.loop());
    }

    /**
     * Creates the gate of a new reply. It is open if events cannot be logged before they are shown: Redis or the
     * journal is down, or the setting does not ask for it.
     */
    ReplyGate gate(MemoryReplyLog log, EventLoop loop) {
        Journal journal = current();
        boolean logged = isWanted() && journal.isUsable() && link.state() == RedisLink.State.UP;
        return added(logged ? ReplyGate.closed(log, journal, loop) : ReplyGate.open(log, journal, loop));
    }

    /** Creates the gate of a reply that this pod has taken over. */
    ReplyGate takenOver(MemoryReplyLog log, Journal journal, EventLoop loop) {
        return added(isWanted() ? ReplyGate.takenOver(log, journal, loop) : ReplyGate.open(log, journal, loop));
    }

    private ReplyGate added(ReplyGate gate) {
        gate.journal().add(gate);
        return gate;
    }

    private boolean isWanted() {
        return config.durability() == Durability.LOGGED;
    }

    private void tryAgain() {
        if (isWanted()) {
            journals.forEach(Journal::tryAgain);
        }
    }

    private void check() {
        if (isWanted() && durability() == Durability.IMMEDIATE) {
            degradedChecks++;
            // The link reports the end of an outage, but not that Redis has stopped refusing commands.
            tryAgain();
        }
        journals.removeIf(journal -> journal.isClosed() && journal.gates().isEmpty());
        journals.forEach(Journal::trim);
    }

    /** The durability of an event that is shown now. */
    Durability durability() {
        boolean logged =
                isWanted() && link.state() == RedisLink.State.UP && isUsable() && gates().noneMatch(ReplyGate::isOpen);
        return logged ? Durability.LOGGED : Durability.IMMEDIATE;
    }

    private boolean isUsable() {
        Journal known = current;
        return known == null || known.isClosed() || known.isUsable();
    }

    /** For how many seconds events were shown before they were logged, although the setting forbids it. */
    double degradedSeconds() {
        return degradedChecks * (double) CHECK.toSeconds();
    }

    /** The longest time for which an event has been shown and not logged, over all replies; in seconds. */
    double lagSeconds() {
        long now = System.nanoTime();
        return gates().mapToLong(ReplyGate::unloggedSince)
                        .filter(since -> since != 0)
                        .map(since -> now - since)
                        .max()
                        .orElse(0)
                / 1e9;
    }

    /** How many events viewers may have seen that are not in Redis. */
    long unlogged() {
        return gates().mapToLong(ReplyGate::unlogged).sum();
    }

    private Stream<ReplyGate> gates() {
        return journals.stream().flatMap(journal -> journal.gates().stream());
    }
}
