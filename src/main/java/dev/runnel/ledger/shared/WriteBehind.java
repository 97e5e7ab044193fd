package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.redis.RedisLink;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes what replies append to Redis, without making viewers wait. A reply waits in line at most once, with all that
 * it has appended until its turn: one command carries many tokens when there is much to do, and a token waits for
 * one round when there is little.
 */
final class WriteBehind {

    /**
     * What a token waits at least, and so what a killed pod loses of a quiet reply: no more than its provider takes for
     * the next one. Shorter, the same commands come in more writes, and each wakes a thread.
     */
    private static final long INTERVAL_MS = 20;

    /** Nobody mends a Redis that answers with errors sooner. */
    private static final long REFUSED_AGAIN_MS = 1_000;

    private static final int MAX_REFUSALS = 60;

    /** Of those that cannot wait, at each turn: a thousand within a quarter of a second. */
    private static final int URGENT_BATCH = 100;

    private final RedisLink link;
    private final Vertx vertx;
    private final int batch;
    private final Consumer<ReplyId> onDone;
    private final Queue<ReplyWriter> line = new ConcurrentLinkedQueue<>();
    private final Queue<ReplyWriter> urgent = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * @param commandsPerSecond how many commands all replies of this process may take, whatever they append
     * @param onDone told of each reply that has ended, and is in Redis up to its end
     */
    WriteBehind(RedisLink link, Vertx vertx, int commandsPerSecond, Consumer<ReplyId> onDone) {
        this.link = link;
        this.vertx = vertx;
        this.onDone = onDone;
        this.batch = Math.max(1, (int) (commandsPerSecond * INTERVAL_MS / 1000));
    }

    void enqueue(ReplyWriter writer) {
        if (writer.stepIntoLine()) {
            (writer.isUrgent() ? urgent : line).add(writer);
            schedule();
        }
    }

    /** Redis is back: what it has missed is not to wait for its turn, also where it waits already. */
    void hurry(ReplyWriter writer) {
        // What is in both lines is found up to date when its turn in the other one comes.
        writer.stepIntoLine();
        urgent.add(writer);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            vertx.setTimer(INTERVAL_MS, unused -> flush());
        }
    }

    private void flush() {
        scheduled.set(false);
        flush(urgent, URGENT_BATCH);
        flush(line, batch);
        if (!line.isEmpty() || !urgent.isEmpty()) {
            schedule();
        }
    }

    private void flush(Queue<ReplyWriter> waiting, int most) {
        // Away: what waits is found again when Redis returns, among the logs that are kept anyway.
        boolean up = link.state() == RedisLink.State.UP;
        ReplyWriter writer;
        for (int i = 0; (!up || i < most) && (writer = waiting.poll()) != null; i++) {
            writer.leaveLine();
            if (up) {
                flush(writer);
            } else {
                writer.gate().open();
            }
        }
    }

    private void flush(ReplyWriter writer) {
        writer.flush().subscribe().with(unused -> {
            if (writer.refusals() > 0) {
                waitWith(writer);
            } else if (writer.hasMore()) {
                enqueue(writer);
            } else if (writer.isDone()) {
                onDone.accept(writer.reply());
            }
        });
    }

    /** Redis refuses it, and may go on doing so: what has ended is not kept for it for ever. */
    private void waitWith(ReplyWriter writer) {
        if (writer.isEnded() && writer.refusals() > MAX_REFUSALS) {
            onDone.accept(writer.reply());
        } else {
            vertx.setTimer(REFUSED_AGAIN_MS, unused -> enqueue(writer));
        }
    }
}
