package dev.runnel.ledger.shared;

import dev.runnel.redis.RedisAwayException;
import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes the events of this pod's replies to a stream in Redis, before viewers see them. One command carries events of
 * many replies. A reply is in the queue at most once; when its turn comes, all events that it has appended until then
 * are written. All commands are sent by one event loop, the one on which Redis answers: a command and its answer then
 * wake no other thread.
 *
 * <pre>
 * new ─► opening ─► open ─ another pod closes it in a takeover ─► closed
 *           ▲  └───┬──┘
 *           │      │ Redis is away or refuses
 *           └──── down (viewers see events before they are logged)
 * </pre>
 */
final class Journal {

    private enum State {
        NEW,
        OPENING,
        OPEN,
        DOWN,
        CLOSED
    }

    private static final Logger LOG = Logger.getLogger(Journal.class);

    /**
     * The shortest time between two commands. The median event waits half of it. A shorter time would send the same
     * events in more commands, and each command costs as much processor time as several tokens.
     */
    private static final long INTERVAL_NS = 5_000_000;

    /** So many calls of {@link #trim} without work renew the expiry, so that an idle journal's key does not expire. */
    private static final int LOOKS_PER_RENEWAL = 60;

    private final int number;
    private final JournalStream stream;
    private final EventLoop loop;
    private final Queue<ReplyGate> queue = new ConcurrentLinkedQueue<>();
    private final Set<ReplyGate> gates = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile State state = State.NEW;
    private volatile long nextEntry = 1;
    private long trimmed;
    private int looks;
    private volatile long lastSent = System.nanoTime() - INTERVAL_NS;

    Journal(int number, JournalStream stream, EventLoop loop) {
        this.number = number;
        this.stream = stream;
        this.loop = loop;
    }

    /** Its number among the journals of its pod. */
    int number() {
        return number;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the events of new replies may wait for it. */
    boolean isUsable() {
        return state != State.DOWN && state != State.CLOSED;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    long nextEntry() {
        return nextEntry;
    }

    Set<ReplyGate> gates() {
        return gates;
    }

    void add(ReplyGate gate) {
        gates.add(gate);
    }

    void remove(ReplyGate gate) {
        gates.remove(gate);
    }

    /** Writes the reply's new events soon; its first ones without waiting for the interval. */
    void enqueue(ReplyGate gate) {
        if (gate.enterQueue()) {
            queue.add(gate);
            if (gate.isBeginning()) {
                loop.execute(this::flush);
            } else {
                schedule();
            }
        }
    }

    /**
     * Schedules a flush. If the last command is long enough ago, it runs at the end of this turn of the event loop, so
     * that it includes what this turn still appends.
     */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            long wait = lastSent + INTERVAL_NS - System.nanoTime();
            if (wait <= 0) {
                loop.execute(this::flush);
            } else {
                loop.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void flush() {
        scheduled.set(false);
        switch (state) {
            case NEW -> open();
            // opened() schedules the next flush.
            case OPENING -> {}
            case OPEN -> send();
            // These replies joined the queue while the journal went down.
            case DOWN -> emptyQueue(ReplyGate::open);
            case CLOSED -> emptyQueue(ReplyGate::leaveJournal);
        }
    }

    private void send() {
        lastSent = System.nanoTime();
        JournalEntry entry = JournalEntry.of(nextEntry, queue);
        if (!queue.isEmpty()) {
            schedule();
        }
        if (!entry.isEmpty()) {
            nextEntry++;
            stream.add(entry.number(), entry.fields())
                    .subscribe()
                    .with(added -> onLoop(() -> written(entry, added)), thrown -> onLoop(() -> failed(thrown)));
        }
    }

    private void onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }

    private void written(JournalEntry entry, boolean added) {
        if (added) {
            entry.logged();
        } else {
            // The journal's key is gone, so Redis has lost its data. The pod writes the replies' own streams again;
            // when a stream is complete, its gate closes.
            goDown();
        }
    }

    private void failed(Throwable thrown) {
        if (thrown instanceof RedisAwayException) {
            goDown();
        } else {
            close();
        }
    }

    private void goDown() {
        if (state != State.CLOSED) {
            state = State.DOWN;
            gates.forEach(ReplyGate::open);
        }
    }

    private void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            LOG.warn("Another pod took this one for dead and closed its journal: this pod did not renew its lease "
                    + "within RUNNEL_REPLY_POD_LEASE, probably because it was paused. New replies use a new journal");
            gates.forEach(ReplyGate::leaveJournal);
        }
    }

    /** Removes each reply from the queue and applies the action to it. */
    private void emptyQueue(Consumer<ReplyGate> action) {
        ReplyGate gate;
        while ((gate = queue.poll()) != null) {
            gate.leaveQueue();
            action.accept(gate);
        }
    }

    /** Opens the journal if it is new or down. Called when Redis may be usable again. */
    void tryAgain() {
        loop.execute(() -> {
            if (state == State.DOWN || state == State.NEW) {
                open();
            }
        });
    }

    private void open() {
        state = State.OPENING;
        long entry = nextEntry++;
        stream.open(entry).subscribe().with(isOurs -> onLoop(() -> opened(isOurs)), thrown -> onLoop(this::goDown));
    }

    private void opened(boolean isOurs) {
        if (isOurs) {
            state = State.OPEN;
            gates.forEach(ReplyGate::journalOpened);
            schedule();
        } else {
            close();
        }
    }

    /** Removes the entries that no takeover needs any more. Called once a second. */
    void trim() {
        if (state != State.OPEN) {
            return;
        }
        // Read before the gates: entries that are added meanwhile are kept.
        long needed = nextEntry;
        for (ReplyGate gate : gates) {
            needed = Math.min(needed, gate.firstEntry());
        }
        if (needed > trimmed || ++looks % LOOKS_PER_RENEWAL == 0) {
            trimmed = needed;
            stream.trim(needed)
                    .subscribe()
                    .with(unused -> {}, thrown -> LOG.debugf("Cannot trim a journal: %s", thrown.toString()));
        }
    }
}
