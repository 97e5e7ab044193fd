package dev.runnel.ledger.local;

import dev.runnel.SequencedEvent;
import dev.runnel.ledger.AbandonedReplyException;
import dev.runnel.ledger.SlowViewerException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One viewer's position in a log. Whoever brings news, an append or a request for more, calls {@link #drain}; the
 * first to come does the work for all (the usual work-in-progress counter of reactive operators), so that events
 * leave one at a time and in order whichever threads are involved.
 */
final class LogCursor implements Flow.Subscription {

    private static final long NOWHERE = -1;

    private final MemoryReplyLog log;
    private final Flow.Subscriber<? super SequencedEvent> viewer;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger workInProgress = new AtomicInteger();
    private volatile long next;
    private volatile boolean gone;
    /** The position at which it was first seen to leave something unread; none at the beginning. */
    private long nextWhenUnread = NOWHERE;

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
        switch (gone ? MemoryReplyLog.State.OPEN : log.expect(next)) {
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

    /** Called from one thread only; says whether it cut the viewer off. */
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
