package dev.runnel.ledger.local;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One reply's events in order. Viewers share the list and hold only their position in it, so a viewer that does not
 * read needs no buffer.
 *
 * <pre>
 * open ─terminal event─► ended
 *   └────────abandon───► abandoned (another pod writes the rest)
 * </pre>
 */
public final class MemoryReplyLog implements ReplyLog {

    /** Whether more events can be appended. */
    public enum State {
        /** More events can be appended. */
        OPEN,
        /** The terminal event is there; nothing follows it. */
        ENDED,
        /** Another pod writes the rest; nothing more is appended here. */
        ABANDONED
    }

    private volatile ReplyHeader header;
    private final Viewers viewers;
    private final Consumer<MemoryReplyLog> onChange;
    private final EventList events = new EventList();
    private final List<LogCursor> cursors = new CopyOnWriteArrayList<>();
    private State state = State.OPEN;
    private boolean sealed;
    /** Whether new events stay hidden from viewers until {@link #show} is called. */
    private boolean held;
    /** How many events, counted from the first, viewers may see. */
    private int shown;

    private volatile boolean discarded;

    /** @param onChange called after each append and after {@link #abandon}, on the thread that did it */
    public MemoryReplyLog(ReplyHeader header, Viewers viewers, Consumer<MemoryReplyLog> onChange) {
        this.header = header;
        this.viewers = viewers;
        this.onChange = onChange;
    }

    /** Without a given prompt once the reply has ended. */
    public ReplyHeader header() {
        return header;
    }

    @Override
    public boolean append(ReplyEvent event) {
        synchronized (events) {
            boolean isLate = event instanceof ReplyEvent.Chunk || event instanceof ReplyEvent.Reasoning;
            if (state != State.OPEN || (sealed && isLate)) {
                return false;
            }
            events.add(event);
            shown = held ? shown : events.size();
            if (event instanceof ReplyEvent.Terminal) {
                state = State.ENDED;
                events.trim();
                header = header.withoutPrompt();
            }
        }
        notifyViewers();
        return true;
    }

    /** From now on new events stay hidden from viewers until {@link #show} is called. */
    public void hold() {
        synchronized (events) {
            held = true;
        }
    }

    /** Lets viewers see the first {@code count} events. Events that are visible already stay visible. */
    public void show(int count) {
        synchronized (events) {
            if (count <= shown) {
                return;
            }
            shown = Math.min(count, events.size());
        }
        cursors.forEach(LogCursor::drain);
    }

    /** Undoes {@link #hold}: viewers see all hidden events now, and later ones when they are appended. */
    public void release() {
        int all;
        synchronized (events) {
            held = false;
            all = events.size();
        }
        show(all);
    }

    @Override
    public String seal() {
        synchronized (events) {
            sealed = true;
            return events.text();
        }
    }

    @Override
    public String text() {
        synchronized (events) {
            return events.text();
        }
    }

    @Override
    public void abandon() {
        synchronized (events) {
            if (state != State.OPEN) {
                return;
            }
            state = State.ABANDONED;
        }
        notifyViewers();
    }

    /** Ends the reply for its viewers with {@code REPLY_UNKNOWN}, because it is being erased. */
    public void erase() {
        discardAtEnd();
        release();
        append(new ReplyEvent.Failed(Failure.of(FailureCode.REPLY_UNKNOWN), header.reply(), header.session()));
    }

    /** Leaves to another pod what viewers here must not see any more, although the reply has ended. */
    void leaveHidden() {
        synchronized (events) {
            state = state == State.ENDED && shown < events.size() ? State.ABANDONED : state;
        }
        cursors.forEach(LogCursor::drain);
    }

    /** Must be called without the lock: it runs the viewers' code, which may be slow or call this log again. */
    private void notifyViewers() {
        onChange.accept(this);
        cursors.forEach(LogCursor::drain);
    }

    @Override
    public int viewers() {
        return cursors.size();
    }

    /**
     * The log must not be kept after its end, because the reply was erased or another pod has continued it, perhaps
     * with a different text.
     */
    void discardAtEnd() {
        discarded = true;
    }

    /** Whether the log must not be kept after its end; see {@link #discardAtEnd}. */
    public boolean isDiscarded() {
        return discarded;
    }

    /** The header, the number of the last event (hidden ones included) and whether it is the terminal one. */
    public LoggedReply progress() {
        synchronized (events) {
            return new LoggedReply(header, events.size() - 1L, state == State.ENDED);
        }
    }

    public State state() {
        synchronized (events) {
            return state;
        }
    }

    public int size() {
        synchronized (events) {
            return events.size();
        }
    }

    /** The event with this {@code seq}; null if it is not appended yet or hidden. */
    public SequencedEvent at(long seq) {
        synchronized (events) {
            return seq < shown ? events.get((int) seq) : null;
        }
    }

    /** The events from this {@code seq} on, hidden ones included; empty if there are none. */
    public List<SequencedEvent> from(long seq) {
        synchronized (events) {
            int first = (int) Math.min(seq, events.size());
            List<SequencedEvent> found = new ArrayList<>(events.size() - first);
            for (int i = first; i < events.size(); i++) {
                found.add(events.get(i));
            }
            return found;
        }
    }

    /**
     * The events with a {@code seq} above {@code after}, past and future; see
     * {@link dev.runnel.ledger.EventLog#follow}.
     *
     * @param after -1 for all events; any number is accepted
     */
    public Multi<SequencedEvent> follow(long after) {
        return Multi.createFrom().publisher(subscriber -> {
            // A client sends this number, so it may be Long.MAX_VALUE, to which 1 cannot be added.
            long next = Math.max(0, Math.min(after, Long.MAX_VALUE - 1) + 1);
            LogCursor cursor = new LogCursor(this, next, subscriber);
            // Registered before the first read: an event that is appended from now on is either found by that read or
            // announced to the cursor.
            cursors.add(cursor);
            viewers.add(cursor);
            subscriber.onSubscribe(cursor);
        });
    }

    void leave(LogCursor cursor) {
        cursors.remove(cursor);
        viewers.remove(cursor);
    }

    /**
     * The state for a viewer that waits for the event with this {@code seq}: {@code OPEN} if the event is there or may
     * still come, else the reason why it does not come. Hidden events of an abandoned log do not come: the other pod
     * sends them.
     */
    State stateAt(long seq) {
        synchronized (events) {
            boolean mayCome = seq < shown || (seq < events.size() && state == State.ENDED);
            return mayCome ? State.OPEN : state;
        }
    }
}
