package dev.runnel.redis;

import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The exchanges whose callers are on one event loop, and the ticks that arrive there. */
final class LoopDeadlines {

    private final ContextInternal context;
    private final Duration interval;
    private final Queue<PendingExchange<?>> waiting = new ConcurrentLinkedQueue<>();
    /** Whether a tick is on its way. */
    private volatile boolean sent;

    /** @param context some context of the loop */
    LoopDeadlines(ContextInternal context, Duration interval) {
        this.context = context;
        this.interval = interval;
    }

    ContextInternal context() {
        return context;
    }

    EventLoop loop() {
        return context.nettyEventLoop();
    }

    <T> void start(PendingExchange<T> pending, Uni<T> exchange) {
        waiting.add(pending);
        pending.start(exchange);
    }

    /** How many exchanges are remembered. */
    int count() {
        return waiting.size();
    }

    /** Called on the loop of the connections alone. */
    void send(long now, boolean late) {
        if (!sent && !waiting.isEmpty()) {
            sent = true;
            // Behind the answers that came before, also where both loops are the same.
            loop().execute(() -> arrive(late || (System.nanoTime() - now) * 2 > interval.toNanos()));
        }
    }

    private void arrive(boolean late) {
        for (Iterator<PendingExchange<?>> each = waiting.iterator(); each.hasNext(); ) {
            PendingExchange<?> pending = each.next();
            if (pending.isOver()) {
                each.remove();
            } else {
                pending.tick(late);
            }
        }
        sent = false;
    }
}
