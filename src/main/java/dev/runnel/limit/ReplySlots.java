package dev.runnel.limit;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The slots among this process's running replies. A slot is taken until it is given back; none expires. */
final class ReplySlots {

    /** It is not known when one of the user's replies will end; this is short enough to try again. */
    static final Duration SLOT_WAIT = Duration.ofSeconds(2);

    private final LimitConfig limits;
    private final AtomicInteger podReplies = new AtomicInteger();
    /** Bounded by the limit of the pod. */
    private final ConcurrentMap<UserId, Integer> running = new ConcurrentHashMap<>();

    ReplySlots(LimitConfig limits) {
        this.limits = limits;
    }

    /** Takes a slot, or says why there is none. */
    Optional<Failure> take(UserId user) {
        if (podReplies.incrementAndGet() > limits.podReplies()) {
            podReplies.decrementAndGet();
            return Optional.of(RateLimiter.POD_IS_FULL);
        }
        if (running.merge(user, 1, Integer::sum) > limits.concurrentReplies()) {
            giveBack(user);
            return Optional.of(Failure.retryAfter(FailureCode.TOO_MANY_REPLIES, SLOT_WAIT));
        }
        return Optional.empty();
    }

    void giveBack(UserId user) {
        running.computeIfPresent(user, (unused, replies) -> replies == 1 ? null : replies - 1);
        podReplies.decrementAndGet();
    }
}
