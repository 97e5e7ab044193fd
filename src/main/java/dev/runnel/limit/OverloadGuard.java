package dev.runnel.limit;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Refuses what this process could not begin in time: its event loop is behind. Nothing is spent on what is refused. What
 * was let in begins, however late: a burst that was refused half way would come back, and find itself again.
 */
final class OverloadGuard implements RateLimiter {

    /** Nobody waits longer for a pod; another one may be free by then. */
    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(10);

    private final RateLimiter limiter;
    private final Supplier<Optional<LoopLag>> here;

    /** @param here the loop on which it is called */
    OverloadGuard(RateLimiter limiter, Supplier<Optional<LoopLag>> here) {
        this.limiter = limiter;
        this.here = here;
    }

    @Override
    public Uni<Admission> admit(UserId user, ClientAddress address, ReplyId reply) {
        return Uni.createFrom().deferred(() -> here.get()
                .flatMap(LoopLag::behindFor)
                .map(behind -> Uni.createFrom().item(refusal(behind)))
                .orElseGet(() -> limiter.admit(user, address, reply)));
    }

    /** What is refused now comes back spread over as long as the pod has been behind: sooner it would find the same. */
    private static Admission refusal(Duration behind) {
        long spread = Math.min(behind.toSeconds(), LONGEST_SPREAD.toSeconds());
        Duration wait = Duration.ofSeconds(1 + ThreadLocalRandom.current().nextLong(spread + 1));
        return new Admission.Refused(Failure.retryAfter(FailureCode.OVERLOADED, wait));
    }

    @Override
    public Uni<Optional<Failure>> count(UserId user, ClientAddress address) {
        return limiter.count(user, address);
    }

    /** What was let in begins, however late. */
    @Override
    public Uni<Admission> seat(UserId user, ReplyId reply) {
        return limiter.seat(user, reply);
    }

    @Override
    public Permit adopt(UserId user, ReplyId reply) {
        return limiter.adopt(user, reply);
    }

    @Override
    public Uni<Void> forget(UserId user) {
        return limiter.forget(user);
    }
}
