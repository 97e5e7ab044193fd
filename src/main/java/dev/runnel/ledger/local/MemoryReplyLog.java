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
 * One reply's events in order. Viewers share the list and hold only their position in it, so that a viewer that does
 * not read costs nothing.
 *
 * <pre>
 * open ─terminal event─► ended
 *   └────────abandon───► abandoned (what comes after is in another pod's log)
 * </pre>
 */
public final class MemoryReplyLog implements ReplyLog {

    /** What may still come. */
    public enum State {
        /** More events. */
        OPEN,
        /** Nothing: the terminal event is there. */
        ENDED,
        /** Nothing here: another pod has the rest. */
        ABANDONED
    }

    private final ReplyHeader header;
    private final Viewers viewers;
    private final Consumer<MemoryReplyLog> onChange;
    private final EventList events = new EventList();
    private final List<LogCursor> cursors = new CopyOnWriteArrayList<>();
    private State state = State.OPEN;
    private boolean sealed;
    /** Whether events are held back until somebody shows them. */
    private boolean held;
    /** How many events viewers may see. */
    private int shown;

    private volatile boolean disowned;

    /** @param onChange told of each event that was added, and of the end */
    public MemoryReplyLog(ReplyHeader header, Viewers viewers, Consumer<MemoryReplyLog> onChange) {
        this.header = header;
        this.viewers = viewers;
        this.onChange = onChange;
    }

    /** What the reply is about. */
    public ReplyHeader header() {
        return header;
    }

    @Override
    public boolean append(ReplyEvent event) {
        synchronized (events) {
            if (state != State.OPEN || (sealed && event instanceof ReplyEvent.Chunk)) {
                return false;
            }
            events.add(event);
            shown = held ? shown : events.size();
            if (event instanceof ReplyEvent.Terminal) {
                state = State.ENDED;
                events.trim();
            }
        }
        announce();
        return true;
    }

    /** From now on viewers see events only when they are {@link #show}n. */
    public void hold() {
        synchronized (events) {
            held = true;
        }
    }

    /** Lets viewers see the first so many events. */
    public void show(int count) {
        synchronized (events) {
            if (count <= shown) {
                return;
            }
            shown = Math.min(count, events.size());
        }
        cursors.forEach(LogCursor::drain);
    }

    /** From now on viewers see each event as it comes, and at once all that were held back. */
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
    public void abandon() {
        synchronized (events) {
            if (state != State.OPEN) {
                return;
            }
            state = State.ABANDONED;
        }
        announce();
    }

    /** Ends the reply for its viewers as an unknown one. */
    public void erase() {
        disown();
        release();
        append(new ReplyEvent.Failed(Failure.of(FailureCode.REPLY_UNKNOWN), header.reply(), header.session()));
    }

    /** Outside the lock: a viewer's own code runs here, and may be slow or call back. */
    private void announce() {
        onChange.accept(this);
        cursors.forEach(LogCursor::drain);
    }

    @Override
    public int viewers() {
        return cursors.size();
    }

    /** What ends here is not to be kept: the reply was erased, or went on elsewhere with another text. */
    void disown() {
        disowned = true;
    }

    /** Whether the reply was erased, or went on elsewhere. */
    public boolean isDisowned() {
        return disowned;
    }

    /** How far the reply is. */
    public LoggedReply progress() {
        synchronized (events) {
            return new LoggedReply(header, events.size() - 1L, state == State.ENDED);
        }
    }

    /** What may still be appended. */
    public State state() {
        synchronized (events) {
            return state;
        }
    }

    /** How many events there are. */
    public int size() {
        synchronized (events) {
            return events.size();
        }
    }

    /** The event at this place, or null while viewers may not see one there. */
    public SequencedEvent at(long seq) {
        synchronized (events) {
            return seq < shown ? events.get((int) seq) : null;
        }
    }

    /** The events from this place on, shown or not. */
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
     * The events with a {@code seq} above {@code after}, past and future; see {@link
     * dev.runnel.ledger.EventLog#follow}.
     *
     * @param after -1 for all events; any number is taken
     */
    public Multi<SequencedEvent> follow(long after) {
        return Multi.createFrom().publisher(subscriber -> {
            // The number is a client's word: the largest one has no successor.
            long next = Math.max(0, Math.min(after, Long.MAX_VALUE - 1) + 1);
            LogCursor cursor = new LogCursor(this, next, subscriber);
            // Registered before the first read: whatever is appended from now on is either seen by that read or
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
     * What a viewer that waits for this place has to expect: {@code OPEN} while the event is there or may come. Of a reply
     * that was given up, what was not shown comes from the other pod.
     */
    State expect(long seq) {
        synchronized (events) {
            boolean mayCome = seq < shown || (seq < events.size() && state == State.ENDED);
            return mayCome ? State.OPEN : state;
        }
    }
}
