package dev.runnel.ledger.shared;

import dev.runnel.ledger.Durability;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisLink;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The journals of this process, one for each event loop. So an event is appended and shown to viewers by the same event
 * loop.
 */
final class Journals {

    private static final Duration CHECK = Duration.ofSeconds(1);

    private final RedisLink link;
    private final PodId pod;
    private final LedgerConfig config;
    private final Vertx vertx;
    private final Map<EventLoop, Journal> journals = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
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

    /**
     * The journal of the current event loop, or of any if the caller is on none. Replaces a closed journal by a new
     * one.
     */
    Journal here() {
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        return journals.compute(loop, (unused, known) -> known == null || known.isClosed() ? create(loop) : known);
    }

    private Journal create(EventLoop loop) {
        int number = count.getAndIncrement();
        Duration ttl = config.maxDuration().plus(config.retention());
        return new Journal(number, new JournalStream(link, Keys.journal(pod.value(), number), ttl), loop);
    }

    /**
     * Creates the gate of a new reply. It is open if events cannot be logged before they are shown: Redis or the
     * journal is down, or the setting does not ask for it.
     */
    ReplyGate gate(MemoryReplyLog log, Journal journal) {
        boolean logged = isWanted() && journal.isUsable() && link.state() == RedisLink.State.UP;
        return added(logged ? ReplyGate.closed(log, journal) : ReplyGate.open(log, journal));
    }

    /** Creates the gate of a reply that this pod has taken over. */
    ReplyGate takenOver(MemoryReplyLog log, Journal journal) {
        return added(isWanted() ? ReplyGate.takenOver(log, journal) : ReplyGate.open(log, journal));
    }

    private ReplyGate added(ReplyGate gate) {
        gate.journal().add(gate);
        return gate;
    }

    private boolean isWanted() {
        return config.durability() == Durability.LOGGED;
    }

    private void tryAgain() {
        if (!isWanted()) {
            return;
        }
        journals.values().forEach(Journal::tryAgain);
    }

    private void check() {
        if (isWanted() && durability() == Durability.IMMEDIATE) {
            degradedChecks++;
            // The link reports the end of an outage, but not that Redis has stopped refusing commands.
            tryAgain();
        }
        journals.values().forEach(Journal::trim);
    }

    /** The durability of an event that is shown now. */
    Durability durability() {
        boolean logged = isWanted()
                && link.state() == RedisLink.State.UP
                && journals.values().stream().allMatch(Journal::isUsable)
                && gates().noneMatch(ReplyGate::isOpen);
        return logged ? Durability.LOGGED : Durability.IMMEDIATE;
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
        return journals.values().stream().flatMap(journal -> journal.gates().stream());
    }
}
