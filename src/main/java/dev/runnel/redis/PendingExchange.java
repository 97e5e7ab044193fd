package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;

/** An exchange with Redis that is given up when enough ticks have come and it has not ended. */
final class PendingExchange<T> {

    /** A late tick says that this process was busy: for as many late ones an exchange is of two round trips. */
    private static final int ON_TIME = 2;

    private static final int LATE = 1;

    private final UniEmitter<? super T> caller;
    private long left;
    private volatile boolean over;
    private volatile Cancellable exchange;

    /** @param ticks how many of them, on time, give it up */
    PendingExchange(UniEmitter<? super T> caller, long ticks) {
        this.caller = caller;
        this.left = ticks * ON_TIME;
    }

    void start(Uni<T> asked) {
        caller.onTermination(this::end);
        exchange = asked.subscribe().with(caller::complete, caller::fail);
        if (over) {
            exchange.cancel();
        }
    }

    /** Whether nobody waits for it any more. */
    boolean isOver() {
        return over;
    }

    /** Called on one thread alone. */
    void tick(boolean late) {
        left -= late ? LATE : ON_TIME;
        if (left <= 0) {
            caller.fail(new TimeoutException());
        }
    }

    /** It was answered, given up, or its caller does not wait any more. */
    private void end() {
        over = true;
        if (exchange != null) {
            exchange.cancel();
        }
    }
}
