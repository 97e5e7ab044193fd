package dev.runnel.reply;

import dev.runnel.ReplyId;
import dev.runnel.When;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What replies do in the lines of their sessions. A reply with a given prompt has no place in one: its caller keeps the
 * conversation, and decides what is asked at once.
 */
@Singleton
class ReplyQueue {

    private static final Logger LOG = Logger.getLogger(ReplyQueue.class);

    private final EventLog ledger;
    private final ReplyLines lines;
    private final LedgerConfig config;
    private volatile Consumer<ReplyId> next = unused -> {};

    ReplyQueue(EventLog ledger, ReplyLines lines, LedgerConfig config) {
        this.ledger = ledger;
        this.lines = lines;
        this.config = config;
    }

    /** Takes a place for a reply that begins if none runs, and else waits. Fails with {@code QUEUE_FULL}. */
    Uni<ReplyLine> enter(ReplyHeader header, When when) {
        ReplyLine.Place place = new ReplyLine.Place(
                header.reply(), ReplyLine.State.of(when), header.question(), System.currentTimeMillis());
        return lines.change(header.user(), header.session(), line -> line.entered(place, config.queue()));
    }

    /**
     * Takes a place again for one that waits, and that Redis has lost.
     *
     * @param before the reply for whose end it waits; Redis has lost that one's place, too
     */
    Uni<ReplyLine> enterAgain(ReplyHeader header, Optional<ReplyId> before) {
        long now = System.currentTimeMillis();
        ReplyLine.Place place = new ReplyLine.Place(header.reply(), ReplyLine.State.QUEUED, header.question(), now);
        return lines.change(header.user(), header.session(), line -> before.filter(
                        unused -> line.running().isEmpty())
                .map(running -> line.running(running, now))
                .orElse(line)
                .entered(place, Integer.MAX_VALUE));
    }

    /** Takes a place for a reply that begins at once. Never fails. */
    Uni<Void> begin(ReplyHeader header) {
        return header.given().isPresent()
                ? Uni.createFrom().voidItem()
                : lines.change(
                                header.user(),
                                header.session(),
                                line -> line.running(header.reply(), System.currentTimeMillis()))
                        .onFailure()
                        .recoverWithNull()
                        .replaceWithVoid();
    }

    /** The line, with this reply as one that runs if its turn has come. */
    Uni<ReplyLine> next(ReplyHeader header) {
        return lines.change(header.user(), header.session(), line -> line.beginning(header.reply()));
    }

    /** The same after another reply has ended, or does not exist. */
    Uni<ReplyLine> nextAfter(ReplyHeader header, ReplyId ended) {
        return lines.change(
                header.user(), header.session(), line -> line.without(ended).beginning(header.reply()));
    }

    /** The line, with this reply as one that no other will take in. */
    Uni<ReplyLine> askInTurn(ReplyHeader header) {
        return lines.change(
                header.user(),
                header.session(),
                line -> line.inTurn(line.find(header.reply()).stream().toList()));
    }

    Uni<ReplyLine> look(ReplyHeader header) {
        return lines.look(header.user(), header.session());
    }

    /** The line, without what the reply has taken in. */
    Uni<ReplyLine> takenIn(ReplyHeader header, Collection<ReplyId> steers) {
        return lines.change(header.user(), header.session(), line -> line.takenIn(steers, header.reply()));
    }

    /**
     * The reply has ended. Never fails.
     *
     * @param steers what it has taken in
     * @return the line without it
     */
    Uni<ReplyLine> leave(ReplyHeader header, Collection<ReplyId> steers) {
        return header.given().isPresent()
                ? Uni.createFrom().item(ReplyLine.EMPTY)
                : lines.change(header.user(), header.session(), line -> line.takenIn(steers, header.reply())
                                .without(header.reply()))
                        .onFailure()
                        .recoverWithItem(ReplyLine.EMPTY);
    }

    /** Sets who sees to it that the next reply begins. */
    void listen(Consumer<ReplyId> whoeverIsNext) {
        next = whoeverIsNext;
    }

    /** A reply has left this line: the next one begins, even if its pod is gone and nobody follows it. */
    void goOn(ReplyLine line) {
        if (line.running().isEmpty()) {
            line.waiting().stream().findFirst().map(ReplyLine.Place::reply).ifPresent(next);
        }
    }

    /** Tells the replies that run that their line has changed, whichever pods write them. */
    void tell(ReplyLine line) {
        line.running().forEach(reply -> {
            quietly(ledger.tellLineChanged(reply));
            if (line.isInterrupted()) {
                // A pod of an older version does not understand the other word.
                quietly(ledger.requestStop(reply));
            }
        });
    }

    private static void quietly(Uni<Void> word) {
        word.subscribe().with(unused -> {}, thrown -> LOG.debugf("A reply was not told: %s", thrown.toString()));
    }
}
