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
 * What the replies of one event loop append, in one command for all of them, before viewers see it. A reply waits in line
 * at most once, with all that it has appended until its turn.
 *
 * <pre>
 * new ─► opening ─► open ─ another pod takes this one for dead ─► closed
 *           ▲  └───┬──┘
 *           │      │ Redis is away or refuses
 *           └──── down (its replies are shown as they come)
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
     * Between two commands. An event waits half of it at the median; shorter, the same events come in more commands, each
     * of which costs as much as some tokens do.
     */
    private static final long INTERVAL_NS = 5_000_000;

    /** Of those once a second, each so many keeps a journal alive that nobody has written. */
    private static final int LOOKS_PER_RENEWAL = 60;

    private final int number;
    private final JournalStream stream;
    private final EventLoop loop;
    private final Queue<ReplyGate> line = new ConcurrentLinkedQueue<>();
    private final Set<ReplyGate> gates = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile State state = State.NEW;
    private volatile long nextEntry = 1;
    private long trimmed;
    private int looks;
    private long lastSent = System.nanoTime() - INTERVAL_NS;

    Journal(int number, JournalStream stream, EventLoop loop) {
        this.number = number;
        this.stream = stream;
        this.loop = loop;
    }

    /** Its number among those of its pod. */
    int number() {
        return number;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether a new reply may begin in it. */
    boolean isUsable() {
        return state != State.DOWN && state != State.CLOSED;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** The number of the next entry. */
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

    void enqueue(ReplyGate gate) {
        if (gate.stepIntoLine()) {
            line.add(gate);
            if (gate.isBeginning()) {
                loop.execute(this::flush);
            } else {
                schedule();
            }
        }
    }

    /** At once if it can be, that is when what this turn of the loop still brings is there, too. */
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
            // Looked through again when that is done.
            case OPENING -> {}
            case OPEN -> send();
            // Replies that began while it went.
            case DOWN -> letGo(ReplyGate::open);
            case CLOSED -> letGo(ReplyGate::leaveJournal);
        }
    }

    private void send() {
        lastSent = System.nanoTime();
        JournalEntry entry = JournalEntry.of(nextEntry, line);
        if (!line.isEmpty()) {
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
            // Redis has been emptied: the replies come back with their own streams.
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
            LOG.warn("Another pod has taken this one for dead and closed its journal. New replies get another one; "
                    + "this pod had stood still for longer than RUNNEL_REPLY_POD_LEASE");
            gates.forEach(ReplyGate::leaveJournal);
        }
    }

    private void letGo(Consumer<ReplyGate> way) {
        ReplyGate gate;
        while ((gate = line.poll()) != null) {
            gate.leaveLine();
            way.accept(gate);
        }
    }

    /** Redis may be of use again. */
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

    /** Drops what is of no use to anybody. Called every so often. */
    void trim() {
        if (state != State.OPEN) {
            return;
        }
        // Read before the replies are looked at: what comes meanwhile is kept.
        long needed = nextEntry;
        for (ReplyGate gate : gates) {
            needed = Math.min(needed, gate.firstEntry());
        }
        if (needed > trimmed || ++looks % LOOKS_PER_RENEWAL == 0) {
            trimmed = needed;
            stream.trim(needed)
                    .subscribe()
                    .with(unused -> {}, thrown -> LOG.debugf("a journal is not trimmed: %s", thrown.toString()));
        }
    }
}
