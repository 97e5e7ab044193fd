package dev.runnel.ledger.local;

import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.SlowViewerException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One viewer's position in a log. Each append and each request for more events calls {@link #drain}. If several threads
 * call it at once, the first one sends the events for all, and the others only tell it to check again (the usual
 * work-in-progress counter of reactive operators). So events are sent one at a time and in order.
 */
final class LogCursor implements Flow.Subscription {

    private static final long NOWHERE = -1;

    private final MemoryReplyLog log;
    private final Flow.Subscriber<? super SequencedEvent> viewer;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger workInProgress = new AtomicInteger();
    private volatile long next;
    private volatile boolean gone;
    /** The value of {@link #next} when {@link #unreadSince} was set; {@code NOWHERE} before the first check. */
    private long nextWhenUnread = NOWHERE;

    /** Since when the viewer has left an event unread, in nanoseconds of the viewers' clock. */
    private long unreadSince;

    LogCursor(MemoryReplyLog log, long next, Flow.Subscriber<? super SequencedEvent> viewer) {
        this.log = log;
        this.next = next;
        this.viewer = viewer;
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            leave();
            viewer.onError(new IllegalArgumentException("request must be positive, was " + n));
            return;
        }
        requested.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        drain();
    }

    @Override
    public void cancel() {
        leave();
    }

    void drain() {
        if (workInProgress.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            sendWhatIsWanted();
            missed = workInProgress.addAndGet(-missed);
        }
    }

    private void sendWhatIsWanted() {
        while (!gone && requested.get() > 0) {
            SequencedEvent event = log.at(next);
            if (event == null) {
                break;
            }
            next++;
            requested.decrementAndGet();
            viewer.onNext(event);
        }
        switch (gone ? MemoryReplyLog.State.OPEN : log.stateAt(next)) {
            case OPEN -> {}
            case ENDED -> {
                leave();
                viewer.onComplete();
            }
            case ABANDONED -> {
                leave();
                viewer.onError(new AbandonedReplyException());
            }
        }
    }

    /**
     * Disconnects the viewer if it has left an event unread for {@code timeout} nanoseconds. Not thread-safe: all calls
     * come from one thread.
     *
     * @return whether the viewer was disconnected now
     */
    boolean cutIfSlow(long now, long timeout) {
        long position = next;
        boolean unread = requested.get() == 0 && log.at(position) != null;
        if (!unread || position != nextWhenUnread) {
            nextWhenUnread = position;
            unreadSince = now;
        } else if (now - unreadSince >= timeout && !gone) {
            leave();
            viewer.onError(new SlowViewerException());
            return true;
        }
        return false;
    }

    private void leave() {
        gone = true;
        log.leave(this);
    }
}
