package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.local.MemoryReplyLog;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides which events of one reply viewers may see: those that Redis has acknowledged, in the pod's journal or in the
 * reply's own stream. While Redis cannot be used, viewers see every event at once.
 *
 * <pre>
 *     ┌──────────── Redis is away ────────────┐
 *     │                                       ▼
 * journaled ◄────── Redis is back ────────── open
 *     │                                      ▲  │
 *     └─ another pod closed the journal ─► streamed
 * </pre>
 */
final class ReplyGate {

    private enum State {
        /** Events are shown when the journal or the reply's own stream has them. */
        JOURNALED,
        /** Events are shown when the reply's own stream has them. */
        STREAMED,
        /** Events are shown at once. */
        OPEN
    }

    private static final long NOTHING = Long.MAX_VALUE;

    /** The status, possibly a context, and the first piece of text. */
    private static final int FIRST_EVENTS = 3;

    private final MemoryReplyLog log;
    private final Journal journal;
    private final EventLoop loop;
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile State state;
    /** Whether other pods can find the reply. Until they can, none of its events counts as logged. */
    private boolean named;
    /** How many events, counted from the first, Redis has. */
    private int logged;
    /** How many events, counted from the first, were sent to the journal or were in Redis before. */
    private int journaled;
    /** The number of the journal's first entry with events that the stream may not have; {@code NOTHING} if none. */
    private volatile long firstEntry = NOTHING;
    /** Since when an event is shown that is not logged, as {@link System#nanoTime}; 0 if there is none. */
    private volatile long unloggedSince;

    private ReplyGate(MemoryReplyLog log, Journal journal, EventLoop loop, State state) {
        this.log = log;
        this.journal = journal;
        this.loop = loop;
        this.state = state;
    }

    /** The gate of a new reply: viewers see nothing until it is logged and other pods can find the reply. */
    static ReplyGate closed(MemoryReplyLog log, Journal journal, EventLoop loop) {
        log.hold();
        return new ReplyGate(log, journal, loop, State.JOURNALED);
    }

    /** The gate of a reply whose events are shown at once, until Redis can be used. */
    static ReplyGate open(MemoryReplyLog log, Journal journal, EventLoop loop) {
        ReplyGate gate = new ReplyGate(log, journal, loop, State.OPEN);
        gate.named = true;
        return gate;
    }

    /** The gate of a reply that was taken over. All its events so far are logged. */
    static ReplyGate takenOver(MemoryReplyLog log, Journal journal, EventLoop loop) {
        ReplyGate gate = closed(log, journal, loop);
        gate.named = true;
        gate.journaled = log.size();
        gate.logged(log.size());
        return gate;
    }

    Journal journal() {
        return journal;
    }

    /** Where viewers see what the journal has: the event loop that appends the events. */
    EventLoop loop() {
        return loop;
    }

    ReplyId reply() {
        return log.header().reply();
    }

    /** Whether viewers still wait for the first words. Those are written without waiting for the journal's interval. */
    boolean isBeginning() {
        return log.size() <= FIRST_EVENTS;
    }

    boolean enterQueue() {
        return queued.compareAndSet(false, true);
    }

    void leaveQueue() {
        queued.set(false);
    }

    /** Called when an event was appended. */
    void appended() {
        switch (state) {
            case JOURNALED -> journal.enqueue(this);
            case STREAMED -> {}
            case OPEN -> {
                if (unloggedSince == 0) {
                    unloggedSince = System.nanoTime();
                }
            }
        }
    }

    /** Whether viewers wait for the reply's own stream. */
    boolean waitsForStream() {
        return state == State.STREAMED;
    }

    /**
     * The events to write to the journal: those that were not sent there yet. Empty if the gate does not use the
     * journal now.
     *
     * @param entry the number of the journal's entry that will contain them
     */
    synchronized List<SequencedEvent> take(long entry) {
        if (state != State.JOURNALED) {
            return List.of();
        }
        List<SequencedEvent> events = log.from(Math.max(journaled, logged));
        if (!events.isEmpty()) {
            journaled = (int) events.getLast().seq() + 1;
            firstEntry = Math.min(firstEntry, entry);
        }
        return events;
    }

    /** Called when other pods can find the reply. */
    synchronized void named() {
        named = true;
        logged(logged);
    }

    /** Called when Redis has the first {@code count} events. */
    synchronized void logged(int count) {
        logged = Math.max(logged, count);
        if (named && state != State.OPEN) {
            log.show(logged);
        }
    }

    /**
     * Called when the reply's own stream has the first {@code count} events.
     *
     * @param entry the number of the journal's next entry when these events were collected; the stream now has the
     *     events of all entries before it
     */
    void streamed(int count, long entry) {
        synchronized (this) {
            named = true;
            firstEntry = count >= journaled ? NOTHING : entry;
            unloggedSince = state != State.OPEN || count >= log.size() ? 0 : System.nanoTime();
            logged(count);
            closeAgain();
        }
        if (log.size() > count) {
            appended();
        }
    }

    /**
     * Called when the journal can be written again. The gate stays open while the stream lacks events: these go to the
     * stream, because they may be too many for the journal.
     */
    synchronized void journalOpened() {
        if (logged == log.size()) {
            closeAgain();
        }
    }

    /**
     * Closes the gate: from now on viewers see what Redis has acknowledged. A few events may be visible already that
     * Redis does not have; those are written at once.
     */
    private void closeAgain() {
        boolean canBe = journal.isOpen() || journal.isClosed();
        if (state == State.OPEN && canBe) {
            log.hold();
            journaled = logged;
            unloggedSince = 0;
            state = journal.isOpen() ? State.JOURNALED : State.STREAMED;
        }
    }

    /** Whether viewers see events before they are logged. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Opens the gate, because Redis cannot be used and viewers must not wait for it. */
    void open() {
        synchronized (this) {
            state = State.OPEN;
        }
        appended();
        log.release();
    }

    /**
     * Called when another pod has closed the journal because it took this pod for dead. Only the reply's own stream
     * tells whether this pod still writes the reply, so viewers have to wait for the stream.
     */
    synchronized void leaveJournal() {
        if (state == State.JOURNALED) {
            state = State.STREAMED;
        }
    }

    /** The number of the journal's first entry that a takeover would need; {@code NOTHING} if none. */
    long firstEntry() {
        return firstEntry;
    }

    /** Since when an event is shown that is not logged, as {@link System#nanoTime}; 0 if there is none. */
    long unloggedSince() {
        return unloggedSince;
    }

    /** How many events viewers may have seen that are not in Redis. */
    synchronized long unlogged() {
        return state == State.OPEN ? log.size() - (long) logged : 0;
    }
}
