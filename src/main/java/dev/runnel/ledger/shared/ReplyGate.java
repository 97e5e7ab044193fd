package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.local.MemoryReplyLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides what viewers may see of one reply: what Redis has acknowledged, in the pod's journal or in the reply's own
 * stream, and everything while Redis is of no use.
 *
 * <pre>
 *     ┌───────── Redis is away ──────────┐
 *     │                                  ▼
 * journaled ◄──── Redis is back ─────── open
 *     │                                 ▲  │
 *     └─ another pod has closed it ─► streamed
 * </pre>
 */
final class ReplyGate {

    private enum State {
        JOURNALED,
        /** Shown when the reply's own stream has it. */
        STREAMED,
        OPEN
    }

    private static final long NOTHING = Long.MAX_VALUE;

    /** The status, a context that is known already, and the first piece of text. */
    private static final int FIRST_EVENTS = 3;

    private final MemoryReplyLog log;
    private final Journal journal;
    private final AtomicBoolean inLine = new AtomicBoolean();
    private volatile State state;
    /** Whether other pods find the reply: before they do, nothing of it is logged. */
    private boolean named;
    /** How many events are in Redis. */
    private int logged;
    /** How many events are in the journal, or on their way there. */
    private int journaled;
    /** The first entry of the journal that has events which the stream may not have. */
    private volatile long firstEntry = NOTHING;
    /** Since when something is shown that is not logged, in nanoseconds; 0 when nothing is. */
    private volatile long aheadSince;

    private ReplyGate(MemoryReplyLog log, Journal journal, State state) {
        this.log = log;
        this.journal = journal;
        this.state = state;
    }

    /** Of a new reply, which other pods do not find yet. */
    static ReplyGate closed(MemoryReplyLog log, Journal journal) {
        log.hold();
        return new ReplyGate(log, journal, State.JOURNALED);
    }

    /** Of a reply that is shown as it comes, until Redis is there. */
    static ReplyGate open(MemoryReplyLog log, Journal journal) {
        ReplyGate gate = new ReplyGate(log, journal, State.OPEN);
        gate.named = true;
        return gate;
    }

    /** Of a reply that another pod began, all of which is logged. */
    static ReplyGate takenOver(MemoryReplyLog log, Journal journal) {
        ReplyGate gate = closed(log, journal);
        gate.named = true;
        gate.journaled = log.size();
        gate.logged(log.size());
        return gate;
    }

    Journal journal() {
        return journal;
    }

    ReplyId reply() {
        return log.header().reply();
    }

    /** Whether its viewers wait for its first words: those are to be as quick as they can be. */
    boolean isBeginning() {
        return log.size() <= FIRST_EVENTS;
    }

    boolean stepIntoLine() {
        return inLine.compareAndSet(false, true);
    }

    void leaveLine() {
        inLine.set(false);
    }

    /** Something was appended. */
    void appended() {
        switch (state) {
            case JOURNALED -> journal.enqueue(this);
            case STREAMED -> {}
            case OPEN -> {
                if (aheadSince == 0) {
                    aheadSince = System.nanoTime();
                }
            }
        }
    }

    /** Whether viewers wait for the reply's own stream. */
    boolean waitsForStream() {
        return state == State.STREAMED;
    }

    /** The events that the journal does not have; they go into its entry of this number. */
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

    /** Other pods find the reply. */
    synchronized void named() {
        named = true;
        logged(logged);
    }

    /** Redis has the first so many events. */
    synchronized void logged(int count) {
        logged = Math.max(logged, count);
        if (named && state != State.OPEN) {
            log.show(logged);
        }
    }

    /**
     * The reply's own stream has the first so many events.
     *
     * @param entry the journal's next one when those were gathered: what is in earlier ones is in the stream now
     */
    void streamed(int count, long entry) {
        synchronized (this) {
            named = true;
            firstEntry = count >= journaled ? NOTHING : entry;
            aheadSince = state != State.OPEN || count >= log.size() ? 0 : System.nanoTime();
            logged(count);
            closeAgain();
        }
        if (log.size() > count) {
            appended();
        }
    }

    /** The journal can be written again. What the stream lacks comes first: the journal is no place for all of it. */
    synchronized void journalOpened() {
        if (logged == log.size()) {
            closeAgain();
        }
    }

    /** From now on viewers see what Redis has acknowledged; the little that they have seen beyond that goes there at once. */
    private void closeAgain() {
        boolean canBe = journal.isOpen() || journal.isClosed();
        if (state == State.OPEN && canBe) {
            log.hold();
            journaled = logged;
            aheadSince = 0;
            state = journal.isOpen() ? State.JOURNALED : State.STREAMED;
        }
    }

    /** Whether what is shown may not be logged. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Redis is of no use: nobody is to wait for it. */
    void open() {
        synchronized (this) {
            state = State.OPEN;
        }
        appended();
        log.release();
    }

    /** The journal was closed by another pod, which takes this one for dead. Whether the reply is still ours, its stream tells. */
    synchronized void leaveJournal() {
        if (state == State.JOURNALED) {
            state = State.STREAMED;
        }
    }

    /** The first entry of the journal that is still of use to whoever takes over. */
    long firstEntry() {
        return firstEntry;
    }

    /** Since when something is shown that is not logged, in nanoseconds; 0 when nothing is. */
    long aheadSince() {
        return aheadSince;
    }

    /** How many events viewers may have seen that Redis does not have. */
    synchronized long unlogged() {
        return state == State.OPEN ? log.size() - (long) logged : 0;
    }
}
