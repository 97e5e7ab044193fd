package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.limit.Admission;
import dev.runnel.limit.LimitConfig;
import dev.runnel.limit.Permit;
import dev.runnel.limit.RateLimiter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Decides whether a question is let in, and whether its reply begins at once or waits. */
@Singleton
class Entrance {

    private final RateLimiter limiter;
    private final LimitConfig limits;
    private final ReadAhead readAhead;
    private final ReplyQueue queue;
    private final RunningReplies running;
    private final ReplyDrain drain;

    Entrance(
            RateLimiter limiter,
            LimitConfig limits,
            ReadAhead readAhead,
            ReplyQueue queue,
            RunningReplies running,
            ReplyDrain drain) {
        this.limiter = limiter;
        this.limits = limits;
        this.readAhead = readAhead;
        this.queue = queue;
        this.running = running;
        this.drain = drain;
    }

    /**
     * Takes a place in the line, which decides whether the reply needs a slot. A refusal is a {@code FailureException}.
     *
     * @return the line if the reply waits: then the question is counted, and holds no slot. Empty if it begins at once
     */
    Uni<Optional<ReplyLine>> enter(Question question, ReplyHeader header) {
        if (drain.isDraining()) {
            return Uni.createFrom().failure(ReplyDrain.REFUSAL.asException());
        }
        return question.joins().map(when -> enter(question, header, when)).orElseGet(() -> Uni.createFrom()
                .item(Optional.empty()));
    }

    private Uni<Optional<ReplyLine>> enter(Question question, ReplyHeader header, When when) {
        return queue.enter(header, when)
                .flatMap(line -> line.running().contains(header.reply())
                        ? Uni.createFrom().item(Optional.<ReplyLine>empty())
                        : count(question)
                                .replaceWith(Optional.of(line))
                                .onFailure()
                                .call(() -> queue.leave(header, List.of())));
    }

    private Uni<Void> count(Question question) {
        if (running.waiting() >= limits.podReplies()) {
            return Uni.createFrom().failure(RateLimiter.POD_IS_FULL.asException());
        }
        return limiter.count(question.user(), question.address())
                .invoke(refusal -> refusal.ifPresent(failure -> {
                    throw failure.asException();
                }))
                .replaceWithVoid();
    }

    /** Counts the question of a reply that begins, and takes its slot; a refusal is a {@code FailureException}. */
    Uni<Permit> admit(Question question, ReplyId reply) {
        return limiter.admit(question.user(), question.address(), reply)
                .invoke(admission -> remember(question.user(), admission))
                .map(admission -> switch (admission) {
                    case Admission.Allowed(Permit permit) -> permit;
                    case Admission.Refused(Failure failure) -> throw failure.asException();
                });
    }

    /** Takes the slot of a reply whose turn has come; empty if there is none yet. */
    Uni<Optional<Permit>> seat(ReplyHeader waited) {
        return limiter.seat(waited.user(), waited.reply())
                .invoke(admission -> remember(waited.user(), admission))
                .map(admission ->
                        admission instanceof Admission.Allowed(Permit permit) ? Optional.of(permit) : Optional.empty());
    }

    /** Frees the slot of a reply that nobody knows: its pod was killed, and cannot give it back. */
    void free(UserId user, ReplyId unknown) {
        limiter.adopt(user, unknown).release();
    }

    private void remember(UserId user, Admission admission) {
        switch (admission) {
            case Admission.Allowed allowed -> readAhead.admitted(user);
            case Admission.Refused refused -> readAhead.refused(user);
        }
    }
}
