package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.redis.RedisLink;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes the replies' events to their own streams. Viewers normally do not wait for this. A reply is in the queue at
 * most once; when its turn comes, all events that it has appended until then are written. So one command carries many
 * tokens under load, and a token waits for one round without load.
 */
final class WriteBehind {

    /**
     * The time between two rounds. Without load a token waits this long at most, and a killed pod loses that much of a
     * slow reply if the journal does not have it: no more than the provider needs for the next token. A shorter time
     * would spread the same commands over more socket writes, each of which wakes a thread.
     */
    private static final long INTERVAL_MS = 20;

    /**
     * The delay before a refused command is repeated. Somebody has to repair Redis first, which takes longer than this.
     */
    private static final long REFUSED_AGAIN_MS = 1_000;

    /** After so many refusals in a row a reply that has ended is not written any more. */
    private static final int MAX_REFUSALS = 60;

    /** How many urgent replies one round writes: a thousand are written within a quarter of a second. */
    private static final int URGENT_BATCH = 100;

    private final RedisLink link;
    private final Vertx vertx;
    private final int batch;
    private final Consumer<ReplyId> onDone;
    private final Queue<ReplyWriter> queue = new ConcurrentLinkedQueue<>();
    private final Queue<ReplyWriter> urgent = new ConcurrentLinkedQueue<>();
    /** Its turn comes when the normal queue leaves some commands. */
    private final Queue<ReplyWriter> last = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * @param commandsPerSecond how many commands per second all replies of this process may use together; urgent ones
     *     are not counted
     * @param onDone called for each reply that needs no writer any more: it has ended, and Redis has all its events or
     *     has refused them too often
     */
    WriteBehind(RedisLink link, Vertx vertx, int commandsPerSecond, Consumer<ReplyId> onDone) {
        this.link = link;
        this.vertx = vertx;
        this.onDone = onDone;
        this.batch = Math.max(1, (int) (commandsPerSecond * INTERVAL_MS / 1000));
    }

    void enqueue(ReplyWriter writer) {
        enqueue(writer, writer.isUrgent() ? urgent : queue);
    }

    /** Called when Redis is back: the reply must not wait for its turn, even if it is in the normal queue already. */
    void enqueueUrgently(ReplyWriter writer) {
        // It may be in both queues now. When its second turn comes, there is nothing left to write.
        writer.enterQueue();
        urgent.add(writer);
        schedule();
    }

    /** Called when Redis is back, for a reply that has ended: Redis probably has it. */
    void enqueueLast(ReplyWriter writer) {
        enqueue(writer, last);
    }

    private void enqueue(ReplyWriter writer, Queue<ReplyWriter> waiting) {
        if (writer.enterQueue()) {
            waiting.add(writer);
            schedule();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            vertx.setTimer(INTERVAL_MS, unused -> flush());
        }
    }

    private void flush() {
        scheduled.set(false);
        flush(urgent, URGENT_BATCH);
        int written = flush(queue, batch);
        flush(last, batch - written);
        if (!queue.isEmpty() || !urgent.isEmpty() || !last.isEmpty()) {
            schedule();
        }
    }

    /** @return how many were written */
    private int flush(Queue<ReplyWriter> waiting, int most) {
        // While Redis is away the whole queue is emptied. ReplyWriters adds all writers again when Redis returns.
        boolean up = link.state() == RedisLink.State.UP;
        ReplyWriter writer;
        int written = 0;
        for (; (!up || written < most) && (writer = waiting.poll()) != null; written++) {
            writer.leaveQueue();
            if (up) {
                flush(writer);
            } else {
                writer.gate().open();
            }
        }
        return written;
    }

    private void flush(ReplyWriter writer) {
        writer.flush().subscribe().with(unused -> {
            if (writer.refusals() > 0) {
                retryLater(writer);
            } else if (writer.hasMore()) {
                enqueue(writer);
            } else if (writer.isDone()) {
                onDone.accept(writer.reply());
            }
        });
    }

    /** Tries again later. Redis may refuse for ever, so a reply that has ended is given up at some point. */
    private void retryLater(ReplyWriter writer) {
        if (writer.isEnded() && writer.refusals() > MAX_REFUSALS) {
            onDone.accept(writer.reply());
        } else {
            vertx.setTimer(REFUSED_AGAIN_MS, unused -> enqueue(writer));
        }
    }
}
