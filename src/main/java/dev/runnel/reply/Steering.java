package dev.runnel.reply;

import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.model.CallersLoop;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What a reply that runs does when the line of its session changes: it is stopped, takes in what is to steer it, and tells
 * its viewers how much waits.
 */
final class Steering {

    private static final Logger LOG = Logger.getLogger(Steering.class);

    /** A sentence may be long, and the user waits to be heard. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final ReplyHeader header;
    private final ReplyLog log;
    private final ReplyQueue queue;
    private final Consumer<List<ReplyLine.Place>> takeIn;
    private final Consumer<ReplyEvent> viewers;
    private final Runnable stop;
    private final Corrections corrections;
    /** The provider is asked where it was asked before. */
    private final CallersLoop loop = new CallersLoop();

    private List<ReplyLine.Place> told = List.of();

    /**
     * @param takeIn makes the reply go on with what the user says
     * @param viewers are told how much waits
     * @param stop ends the reply, because the user wants to be heard at once
     */
    Steering(
            ReplyHeader header,
            ReplyLog log,
            ReplyQueue queue,
            Corrections corrections,
            Consumer<List<ReplyLine.Place>> takeIn,
            Consumer<ReplyEvent> viewers,
            Runnable stop) {
        this.header = header;
        this.log = log;
        this.queue = queue;
        this.corrections = corrections;
        this.takeIn = takeIn;
        this.viewers = viewers;
        this.stop = stop;
    }

    /** Reads the line, which has changed. */
    void look() {
        if (header.given().isEmpty()) {
            queue.look(header).subscribe().with(this::changed, Steering::ignored);
        }
    }

    private void changed(ReplyLine line) {
        if (!line.stateOf(header.reply()).map(ReplyLine.State.RUNNING::equals).orElse(false)) {
            return;
        }
        if (line.isInterrupted()) {
            stop.run();
            return;
        }
        tell(line);
        if (!corrections.fresh(line.steering()).isEmpty() && corrections.await()) {
            if (Corrections.isSafe(log.text())) {
                atSafePoint();
            } else {
                Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(PATIENCE)
                        .subscribe()
                        .with(unused -> atSafePoint());
            }
        }
    }

    private void tell(ReplyLine line) {
        List<ReplyLine.Place> waiting = line.waiting();
        synchronized (this) {
            if (waiting.equals(told)) {
                return;
            }
            told = waiting;
        }
        viewers.accept(new ReplyEvent.QueueChanged(waiting.size(), header.reply(), header.session()));
    }

    /** A piece of the text has been said. */
    void said(String token) {
        if (corrections.isDueAfter(token)) {
            atSafePoint();
        }
    }

    /** What waits is read again: it may have been changed or withdrawn. */
    private void atSafePoint() {
        if (corrections.take()) {
            queue.look(header)
                    .emitOn(loop)
                    .map(line -> corrections.fresh(line.steering()))
                    .subscribe()
                    .with(this::takeIn, Steering::ignored);
        }
    }

    private void takeIn(List<ReplyLine.Place> said) {
        if (said.isEmpty()) {
            return;
        }
        takeIn.accept(said);
        List<ReplyId> steers = corrections.steers();
        queue.takenIn(header, steers).subscribe().with(this::changed, Steering::ignored);
    }

    private static void ignored(Throwable thrown) {
        LOG.debugf("The line of a reply could not be read: %s", thrown.toString());
    }
}
