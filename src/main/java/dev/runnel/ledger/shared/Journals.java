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

/** The journals of this process: one for each event loop, so that what a loop appends is shown by the same one. */
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

    /** That of the loop on which this is called; on none, of some loop. */
    Journal here() {
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        return journals.compute(loop, (unused, known) -> known == null || known.isClosed() ? create(loop) : known);
    }

    private Journal create(EventLoop loop) {
        int number = count.getAndIncrement();
        Duration life = config.maxDuration().plus(config.retention());
        return new Journal(number, new JournalStream(link, Keys.journal(pod.value(), number), life), loop);
    }

    /** What viewers see of a new reply. */
    ReplyGate gate(MemoryReplyLog log, Journal journal) {
        boolean logged = isWanted() && journal.isUsable() && link.state() == RedisLink.State.UP;
        return added(logged ? ReplyGate.closed(log, journal) : ReplyGate.open(log, journal));
    }

    /** What viewers see of a reply that another pod began. */
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
            // The end of an outage is told, that of a refusal is not.
            tryAgain();
        }
        journals.values().forEach(Journal::trim);
    }

    /** What an event that is shown now can rely on. */
    Durability durability() {
        boolean logged = isWanted()
                && link.state() == RedisLink.State.UP
                && journals.values().stream().allMatch(Journal::isUsable)
                && gates().noneMatch(ReplyGate::isOpen);
        return logged ? Durability.LOGGED : Durability.IMMEDIATE;
    }

    /** How long shown events could not rely on what they should, in seconds. */
    double degradedSeconds() {
        return degradedChecks * (double) CHECK.toSeconds();
    }

    /** How far what is shown is ahead of what is logged, at most, in seconds. */
    double lagSeconds() {
        long now = System.nanoTime();
        return gates().mapToLong(ReplyGate::aheadSince)
                        .filter(since -> since != 0)
                        .map(since -> now - since)
                        .max()
                        .orElse(0)
                / 1e9;
    }

    /** How many events viewers may have seen that Redis does not have. */
    long unlogged() {
        return gates().mapToLong(ReplyGate::unlogged).sum();
    }

    private Stream<ReplyGate> gates() {
        return journals.values().stream().flatMap(journal -> journal.gates().stream());
    }
}
