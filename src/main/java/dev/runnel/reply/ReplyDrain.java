package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ledger.EventLog;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * How this process stops without losing a reply.
 *
 * <pre>
 * serving ─► draining (no new replies, running ones go on) ─► all ended
 *                              └─ time is up ─► the rest is left to other pods; without any, it ends with an error
 * </pre>
 */
@ApplicationScoped
public class ReplyDrain {

    /** The answer to new requests meanwhile; a load balancer sends the retry to another pod. */
    static final Failure REFUSAL = Failure.retryAfter(FailureCode.SHUTTING_DOWN, Duration.ofSeconds(1));

    private static final Logger LOG = Logger.getLogger(ReplyDrain.class);
    private static final long CHECK_MS = 50;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final RunningReplies running;
    private final EventLog ledger;
    private volatile boolean draining;
    private volatile long check = NO_TIMER;

    ReplyDrain(Vertx vertx, RunningReplies running, EventLog ledger) {
        this.vertx = vertx;
        this.running = running;
        this.ledger = ledger;
    }

    /** Whether this process has begun to stop. */
    public boolean isDraining() {
        return draining;
    }

    /**
     * Accepts no new reply, waits for the running ones, and gives up those that take longer.
     *
     * @return completes when nothing runs here any more
     */
    public Uni<Void> drain(Duration patience) {
        draining = true;
        LOG.infof("Draining: %d running replies have %d s to end", running.count(), patience.toSeconds());
        long deadline = System.nanoTime() + patience.toNanos();
        return Uni.createFrom().emitter(emitter -> await(deadline, emitter));
    }

    /** A periodic timer could not always end itself: it may fire before the thread that has set it has all of it. */
    private void await(long deadline, UniEmitter<? super Void> emitter) {
        check = vertx.setTimer(CHECK_MS, unused -> {
            if (running.count() == 0 || System.nanoTime() >= deadline) {
                giveUpTheRest().subscribe().with(emitter::complete, emitter::fail);
            } else {
                await(deadline, emitter);
            }
        });
    }

    /** Where stopping does not wait, as in development, the event loops outlive the objects used here. */
    @PreDestroy
    void stop() {
        vertx.cancelTimer(check);
    }

    private Uni<Void> giveUpTheRest() {
        if (ledger.isShared()) {
            running.handOver();
        } else {
            running.fail(REFUSAL);
        }
        return ledger.resign();
    }
}
