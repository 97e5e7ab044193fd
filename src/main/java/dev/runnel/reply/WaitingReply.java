package dev.runnel.reply;

import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.model.ModelEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One reply while it waits for its turn.
 *
 * <pre>
 * waiting ─► its turn ─► begun (a {@link Reply} goes on with the same log)
 *    ├─────► withdrawn, taken in by another reply, at a limit ─► over
 *    ├─────► handed over (another pod waits on) ─► over
 *    └─────► forgotten (the user erased it) ─► over
 * </pre>
 */
final class WaitingReply implements LocalReply {

    private static final ModelEvent.Asked NOBODY = new ModelEvent.Asked("none", "none");

    private enum State {
        WAITING,
        BEGUN,
        OVER
    }

    private final ReplyHeader header;
    private final ReplyLog log;
    private final ReplyQueue queue;
    private final ReplyTiming timing;
    private final ReplyDeadlines deadlines;
    private final LineWatch line;
    private final Function<String, Uni<Boolean>> begin;
    private final Consumer<ReplyId> free;
    private final Runnable onEnd;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final AtomicBoolean isBeginning = new AtomicBoolean();
    private final CompletableFuture<LocalReply> begun = new CompletableFuture<>();
    private final CompletableFuture<Started> answer = new CompletableFuture<>();

    /**
     * @param follow a reply's events from the first one on, whichever pod writes it
     * @param begin begins this reply with its question as it is now; false if there is no room for it yet
     * @param free frees the slot of a reply that nobody knows
     * @param onEnd called when this is over, unless it has begun
     */
    WaitingReply(
            ReplyHeader header,
            ReplyLog log,
            ReplyQueue queue,
            ReplyTiming timing,
            ReplyDeadlines deadlines,
            Function<ReplyId, Multi<SequencedEvent>> follow,
            Function<String, Uni<Boolean>> begin,
            Consumer<ReplyId> free,
            Runnable onEnd) {
        this.header = header;
        this.log = log;
        this.queue = queue;
        this.timing = timing;
        this.deadlines = deadlines;
        this.line = new LineWatch(header, queue, follow, this);
        this.begin = begin;
        this.free = free;
        this.onEnd = onEnd;
    }

    /** Waits from now on. */
    void start() {
        line.look();
    }

    /** Where the answer is: in this reply, or in the one that has taken the message in. Known when that is decided. */
    Uni<Started> answer() {
        return Uni.createFrom().completionStage(answer);
    }

    void progress(ReplyEvent.Stage stage) {
        if (log.append(new ReplyEvent.Progress(stage, header.reply(), header.session()))) {
            deadlines.touch();
        }
    }

    /** What it waited for is no more than a place: its pod was killed. */
    void waitedInVainFor(ReplyId unknown) {
        free.accept(unknown);
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /** No other reply will take its message in. */
    void isAskedInTurn() {
        answer.complete(Started.of(header.reply()));
    }

    /** Its turn has come. */
    void begin(String message) {
        isAskedInTurn();
        if (isWaiting() && isBeginning.compareAndSet(false, true)) {
            begin.apply(message).subscribe().with(this::tried, this::fail);
        }
    }

    private void tried(boolean hasBegun) {
        if (!hasBegun) {
            isBeginning.set(false);
            line.lookSoon();
        }
    }

    /** Whether it begins now. Then {@link #begun} has to be called at once. */
    boolean begins() {
        return state.compareAndSet(State.WAITING, State.BEGUN);
    }

    void begun(LocalReply reply) {
        line.end();
        begun.complete(reply);
    }

    /** Another reply has taken the message in: nothing is said here. */
    void takenIn(ReplyEvent.Steered steered, long seq) {
        answer.complete(new Started(steered.reply(), seq - 1));
        if (isOver()) {
            log.append(steered);
            end(new Outcome.Ended(NOBODY, FinishReason.STOPPED));
        }
    }

    private boolean isOver() {
        return state.compareAndSet(State.WAITING, State.OVER);
    }

    private void end(Outcome outcome) {
        leaveLog();
        log.append(outcome.event(header, List.of()));
        timing.ended(header.reply(), 0, outcome);
        leaveLine().subscribe().with(unused -> {});
    }

    private void leaveLog() {
        line.end();
        isAskedInTurn();
        onEnd.run();
    }

    private Uni<Void> leaveLine() {
        return queue.leave(header, List.of())
                .invoke(left -> {
                    queue.tell(left);
                    queue.goOn(left);
                })
                .replaceWithVoid();
    }

    @Override
    public void stop(FinishReason reason) {
        if (isOver()) {
            end(new Outcome.Ended(NOBODY, reason));
        } else {
            begun.thenAccept(reply -> reply.stop(reason));
        }
    }

    @Override
    public void fail(Throwable thrown) {
        if (isOver()) {
            end(new Outcome.Broken(FailureException.of(thrown)));
        } else {
            begun.thenAccept(reply -> reply.fail(thrown));
        }
    }

    @Override
    public void handOver() {
        if (isOver()) {
            leaveLog();
            timing.trace().ended("handed_over");
            log.abandon();
        } else {
            begun.thenAccept(LocalReply::handOver);
        }
    }

    @Override
    public Uni<Void> forget() {
        if (isOver()) {
            leaveLog();
            timing.trace().ended("erased");
            return leaveLine();
        }
        return state.get() == State.BEGUN
                ? Uni.createFrom().completionStage(begun).flatMap(LocalReply::forget)
                : Uni.createFrom().voidItem();
    }

    /** Until it has begun, it looks itself. */
    @Override
    public void lineChanged() {
        begun.thenAccept(LocalReply::lineChanged);
    }

    @Override
    public void viewed() {
        begun.thenAccept(LocalReply::viewed);
    }

    @Override
    public void tick(long now) {
        switch (deadlines.check(now, log::viewers)) {
            case NONE, ORPHANED -> {}
            case HEARTBEAT -> progress(ReplyEvent.Stage.WAITING);
            case OVERDUE -> stop(FinishReason.LIMIT);
        }
    }
}
