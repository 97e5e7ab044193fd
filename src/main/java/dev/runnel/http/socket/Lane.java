package dev.runnel.http.socket;

import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * One reply's place on a socket. A few of its messages are on their way to the client, and more are requested only when
 * half of them have left; while the socket is full, the lanes wait for their turn. So a long reply that is read again
 * holds no other one back, and none has another buffer than its position in the log.
 *
 * <pre>
 * taken ─ follow ─► showing ─ the reply's end, or a failure ─► over
 *    └──────────────────┴───── leave, the socket's end ───────► over
 * </pre>
 */
public final class Lane {

    private static final int ON_THE_WAY = 8;
    private static final int REQUESTED_AT_ONCE = ON_THE_WAY / 2;

    private final OpenSocket socket;
    private volatile Flow.Subscription events;
    private volatile boolean over;
    /** Events that have left since the last request; used by the event loop alone. */
    private int left;

    Lane(OpenSocket socket) {
        this.socket = socket;
    }

    /**
     * Shows a reply.
     *
     * @param messages what each of its events is on the socket: no message, one, or several
     * @param ended is told on the event loop how it ended, unless the lane was left before: empty if the reply was shown
     *     to its end, otherwise why it is shown no further; not called when this process stops, which closes the socket
     */
    public void follow(Multi<List<String>> messages, Consumer<Optional<Throwable>> ended) {
        messages.subscribe().withSubscriber(new Events(ended));
    }

    /** Shows nothing more; the place is free again. */
    public void leave() {
        over = true;
        Flow.Subscription open = events;
        if (open != null) {
            open.cancel();
        }
        socket.freed(this);
    }

    boolean isOver() {
        return over;
    }

    /** It is this lane's turn. */
    void requestMore() {
        if (!over) {
            events.request(REQUESTED_AT_ONCE);
        }
    }

    private void hasLeft() {
        left++;
        if (left == REQUESTED_AT_ONCE) {
            left = 0;
            socket.wantsMore(this);
        }
    }

    private final class Events implements Flow.Subscriber<List<String>> {

        private final Consumer<Optional<Throwable>> ended;

        Events(Consumer<Optional<Throwable>> ended) {
            this.ended = ended;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            events = subscription;
            if (over) {
                subscription.cancel();
            } else {
                subscription.request(ON_THE_WAY);
            }
        }

        @Override
        public void onNext(List<String> messages) {
            if (!over) {
                socket.write(messages, Lane.this::hasLeft);
            }
        }

        @Override
        public void onComplete() {
            socket.execute(() -> end(Optional.empty()));
        }

        @Override
        public void onError(Throwable thrown) {
            socket.execute(() -> {
                if (thrown instanceof Interrupted) {
                    socket.close(CloseCode.ELSEWHERE);
                } else {
                    end(Optional.of(thrown));
                }
            });
        }

        private void end(Optional<Throwable> failure) {
            if (!over) {
                over = true;
                ended.accept(failure);
                socket.freed(Lane.this);
            }
        }
    }
}
